package dragoman.card;

import dragoman.message.Masking;

/**
 * Text from anywhere made dead for Slack: no mention, link, emoji code, formatting, quote or hidden
 * character in it does anything. What would come alive is replaced by a sign that looks the same,
 * because Slack's clients link addresses and names even in plain text, and a word that is only
 * escaped comes alive again when somebody unescapes it once too often.
 *
 * <p>What Slack gives meaning to: {@code docs.slack.dev/messaging/formatting-message-text}.
 */
public final class SlackText {
  private static final String NOTHING = "–";

  private SlackText() {}

  /**
   * For the places that take text as it is: {@code plain_text} objects and the {@code text}
   * elements of rich text. One line, at most {@code limit} code points, never empty.
   */
  public static String plain(String text, int limit) {
    var clean = Masking.clean(text);
    if (clean.isEmpty()) {
      return NOTHING;
    }
    return turnsRight(clean)
        ? "\u2068" + dead(Masking.cut(clean, limit - 2)) + "\u2069"
        : dead(Masking.cut(clean, limit));
  }

  /**
   * For the places where Slack reads its own markup, such as the {@code text} of a message: as
   * {@link #plain}, with the formatting signs replaced and {@code &} escaped, which makes it
   * longer.
   */
  public static String mrkdwn(String text, int limit) {
    var plain = plain(text, limit);
    var out = new StringBuilder(plain.length());
    plain
        .codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '*' -> out.append('∗');
                case '_' -> out.append('ˍ');
                case '~' -> out.append('∼');
                case '`' -> out.append('ˋ');
                case '&' -> out.append("&amp;");
                default -> out.appendCodePoint(point);
              }
            });
    return out.toString();
  }

  private static String dead(String text) {
    var out = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); i++) {
      var sign = text.charAt(i);
      var last = i + 1 == text.length();
      // What follows the last sign is not known here, so it counts as followed.
      var alone = !last && text.charAt(i + 1) == ' ';
      out.append(
          switch (sign) {
            case '<' -> '‹';
            case '>' -> '›';
            case '@' -> alone ? sign : '＠';
            case '#' -> alone ? sign : '＃';
            case ':' -> alone ? sign : '∶';
            case '.' -> last || alone || Character.isDigit(text.codePointAt(i + 1)) ? sign : '․';
            default -> sign;
          });
    }
    return out.toString();
  }

  /**
   * Whether a part of it is written from right to left, so that it must not turn its neighbours.
   */
  private static boolean turnsRight(String text) {
    return text.codePoints()
        .map(Character::getDirectionality)
        .anyMatch(
            direction ->
                direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                    || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC
                    || direction == Character.DIRECTIONALITY_ARABIC_NUMBER);
  }
}
