package dragoman.channel;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where an answer goes, and what it must say to stand below the mail it answers: the address and,
 * as in a {@code mailto:} link (RFC 6068), {@code ?In-Reply-To=…&subject=…}.
 *
 * @param inReplyTo the Message-ID of the mail that is answered
 */
record EmailChat(String address, Optional<String> inReplyTo, Optional<String> subject) {
  private static final String ID = "In-Reply-To=";
  private static final String SUBJECT = "subject=";
  private static final int MAX_SUBJECT = 200;

  static String of(String address, Optional<String> messageId, Optional<String> subject) {
    var id = messageId.filter(it -> it.matches("<[!-;=?-~]{1,250}>")).map(it -> ID + encoded(it));
    var about = subject.map(it -> SUBJECT + encoded(Fit.within(MAX_SUBJECT, it)));
    var below = new StringBuilder(encoded(address));
    id.ifPresent(it -> below.append('?').append(it));
    about.ifPresent(it -> below.append(id.isPresent() ? '&' : '?').append(it));
    return below.toString();
  }

  static EmailChat read(String chat) {
    var parts = chat.split("\\?", 2);
    var inReplyTo = Optional.<String>empty();
    var subject = Optional.<String>empty();
    for (var field : parts.length == 2 ? parts[1].split("&") : new String[0]) {
      if (field.startsWith(ID)) {
        inReplyTo = Optional.of(decoded(field.substring(ID.length())));
      } else if (field.startsWith(SUBJECT)) {
        subject = Optional.of(decoded(field.substring(SUBJECT.length())));
      }
    }
    return new EmailChat(decoded(parts[0]), inReplyTo, subject);
  }

  /** Of an address, an ordinary one stays legible. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("%40", "@")
        .replace("%2B", "+");
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
