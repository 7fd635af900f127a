package dragoman.channel;

import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.james.mime4j.dom.BinaryBody;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.dom.TextBody;

/**
 * What one mail says (RFC 2045, 2046): the person's own words, plain rather than HTML, and each
 * attachment as a reference, the first with the words as its caption. The subject comes first,
 * unless the mail is an answer, whose subject is that of the mail before.
 *
 * <p>A picture inside the HTML counts as an attachment only where there are no words: logos are
 * pictures, too.
 */
final class EmailContent {
  /** Of multiparts in multiparts; no mail program makes as many. */
  private static final int DEEPEST = 16;

  /** What comes behind is in no reference; no person sends as many. */
  private static final int MAX_ATTACHMENTS = 20;

  private final List<String> plain = new ArrayList<>();
  private final List<String> html = new ArrayList<>();
  private final List<Entity> attached = new ArrayList<>();
  private final List<Entity> inline = new ArrayList<>();

  private EmailContent() {}

  /**
   * @param id SES's of the mail; an attachment is referred to by it and its number
   */
  static List<Content> of(Message mail, String id, EmailHeaders headers) {
    var parts = new EmailContent();
    try {
      parts.gather(mail, 0);
    } catch (IOException e) {
      return List.of(new Content.Unsupported("mail"));
    }
    var words = parts.words(headers);
    var files = new ArrayList<>(parts.attached);
    if (words.isEmpty()) {
      files.addAll(parts.inline);
    }
    if (files.isEmpty()) {
      return List.of(
          words
              .<Content>map(Content.Text::new)
              .orElseGet(() -> new Content.Notice("empty-mail", Optional.empty())));
    }
    var contents = new ArrayList<Content>();
    for (var file : files.subList(0, Math.min(files.size(), MAX_ATTACHMENTS))) {
      var number = contents.size() + 1;
      contents.add(media(file, id + "#" + number, number == 1 ? words : Optional.empty()));
    }
    return contents;
  }

  private void gather(Entity part, int depth) throws IOException {
    if (part.getBody() instanceof Multipart several) {
      if (depth < DEEPEST) {
        for (var each : several.getBodyParts()) {
          gather(each, depth + 1);
        }
      }
    } else if ("attachment".equalsIgnoreCase(part.getDispositionType())
        || part.getFilename() != null && !isImage(part)
        || !(part.getBody() instanceof SingleBody)) {
      attached.add(part);
    } else if (part.getBody() instanceof TextBody text) {
      switch (part.getMimeType().toLowerCase(Locale.ROOT)) {
        case "text/plain" -> plain.add(EmailText.of(text));
        case "text/html" -> html.add(EmailText.of(text));
        default -> attached.add(part);
      }
    } else if (isImage(part) && part.getHeader().getField("Content-ID") != null) {
      inline.add(part);
    } else {
      attached.add(part);
    }
  }

  private static boolean isImage(Entity part) {
    return part.getMimeType().startsWith("image/");
  }

  private Optional<String> words(EmailHeaders headers) {
    var written = String.join("\n", plain);
    var text =
        written.isBlank()
            ? EmailText.own(EmailText.ofHtml(String.join("\n", html)))
            : EmailText.own(written);
    var answers = headers.first("In-Reply-To").isPresent() && !text.isEmpty();
    var subject = headers.subject().filter(it -> !answers && !text.equals(it));
    var all =
        Stream.concat(subject.stream(), Stream.of(text))
            .filter(it -> !it.isEmpty())
            .collect(Collectors.joining("\n"));
    return Optional.of(all).filter(it -> !it.isEmpty());
  }

  private static Content media(Entity file, String id, Optional<String> words) {
    var mimeType = file.getMimeType().toLowerCase(Locale.ROOT);
    return new Content.Media(
        MediaKind.of(mimeType),
        id,
        Optional.of(mimeType),
        Optional.ofNullable(file.getFilename()).filter(it -> !it.isBlank()),
        bytes(file),
        OptionalLong.empty(),
        words);
  }

  private static OptionalLong bytes(Entity part) {
    if (!(part.getBody() instanceof BinaryBody body)) {
      return OptionalLong.empty();
    }
    try (var in = body.getInputStream()) {
      return OptionalLong.of(in.transferTo(OutputStream.nullOutputStream()));
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
