package dragoman.message;

/**
 * Names one event for ever, whatever the number of its deliveries.
 *
 * <p>The kind is part of it: a WhatsApp message and its delivery statuses share one id, a Telegram
 * edit shares its message's.
 */
public record EventKey(String value) {
  public EventKey {
    Key.checked(value, "an event key");
  }

  /**
   * @param kind what sort of event it is, in the provider's words
   * @param eventId the provider's id of the event, with a discriminator where the id alone is not
   *     unique
   */
  public static EventKey of(
      String tenant, String channel, String account, String kind, String eventId) {
    return new EventKey(Key.of("event", tenant, channel, account, kind, eventId));
  }
}
