package dragoman.card;

/**
 * A Slack message as it should look now; two equal cards need no update.
 *
 * @param channel the id of the Slack channel it stands in
 * @param text what notifications and screen readers say instead of the blocks
 * @param blocks the Block Kit blocks, a JSON array in ASCII
 */
public record Card(String channel, String text, String blocks) {}
