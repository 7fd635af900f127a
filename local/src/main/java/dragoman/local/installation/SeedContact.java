package dragoman.local.installation;

import dragoman.message.Profile;

/**
 * A contact known beforehand.
 *
 * @param id what the channel knows the person by: a phone number, a user or chat id
 */
public record SeedContact(String channel, String id, Profile profile) {}
