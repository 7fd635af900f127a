package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;

/**
 * The head of a mail, from what SES lists of it and from the mail itself, and the mail as MIME if
 * it came along and can be read.
 *
 * @param listed SES's {@code mail} object
 */
record EmailHeaders(JsonNode listed, Optional<Message> mime) {
  private static final Pattern NAMED = Pattern.compile("([^<>,]*)<([^<>]{3,400})>");

  /** Who says to have written it, and by what name. */
  record From(String address, Optional<String> name) {}

  static EmailHeaders of(JsonNode told) {
    return new EmailHeaders(told.path("mail"), mime(told));
  }

  private static Optional<Message> mime(JsonNode told) {
    var content = told.path("content");
    if (!content.isTextual()) {
      return Optional.empty();
    }
    var base64 =
        told.path("receipt").path("action").path("encoding").asText().equalsIgnoreCase("BASE64");
    return base64
        ? Signature.base64(content.asText()).flatMap(EmailHeaders::parsed)
        : parsed(content.asText().getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<Message> parsed(byte[] mail) {
    var builder = new DefaultMessageBuilder();
    builder.setMimeEntityConfig(MimeConfig.PERMISSIVE);
    try {
      return Optional.of(builder.parseMessage(new ByteArrayInputStream(mail)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A header's first value, undecoded. */
  Optional<String> first(String name) {
    return Fields.items(listed, "headers").stream()
        .filter(it -> it.path("name").asText().equalsIgnoreCase(name))
        .flatMap(it -> Fields.text(it, "value").stream())
        .findFirst()
        .or(
            () ->
                mime.flatMap(it -> Optional.ofNullable(it.getHeader()))
                    .flatMap(it -> Optional.ofNullable(it.getField(name)))
                    .flatMap(it -> Optional.ofNullable(it.getBody()))
                    .map(String::strip)
                    .filter(it -> !it.isEmpty()));
  }

  Optional<String> subject() {
    return Fields.text(listed.path("commonHeaders"), "subject")
        .or(() -> first("Subject"))
        .map(EmailHeaders::decoded)
        .map(it -> it.replaceAll("\\p{Cntrl}+", " ").strip())
        .filter(it -> !it.isEmpty());
  }

  Optional<From> from() {
    return Fields.items(listed.path("commonHeaders"), "from").stream()
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .findFirst()
        .or(() -> first("From"))
        .flatMap(EmailHeaders::mailbox);
  }

  /** A name before an address in brackets may be of any script, which the parser does not take. */
  private static Optional<From> mailbox(String text) {
    var named = NAMED.matcher(text.strip());
    if (named.matches()) {
      return EmailNotification.address(named.group(2))
          .map(it -> new From(it, name(named.group(1))));
    }
    return LenientAddressParser.DEFAULT.parseAddressList(text).flatten().stream()
        .findFirst()
        .flatMap(EmailHeaders::from);
  }

  private static Optional<From> from(Mailbox mailbox) {
    return EmailNotification.address(mailbox.getAddress())
        .map(it -> new From(it, name(mailbox.getName())));
  }

  private static Optional<String> name(String text) {
    return Optional.ofNullable(text)
        .map(EmailHeaders::decoded)
        .map(it -> it.replaceAll("^\"|\"$", "").replaceAll("\\p{Cntrl}+", " ").strip())
        .filter(it -> !it.isEmpty());
  }

  private static String decoded(String text) {
    return DecoderUtil.decodeEncodedWords(text, DecodeMonitor.SILENT);
  }

  /**
   * The header that tells that nobody waits for an answer, or that none is wanted (RFC 3834; {@code
   * X-Auto-Response-Suppress} is Exchange's, {@code Precedence} older than all standards).
   */
  Optional<String> automatic() {
    return Stream.of(
            header("Auto-Submitted").filter(it -> !it.matches("no([ ;].*)?")),
            header("Precedence").filter(it -> it.matches("bulk|junk|list|auto_reply")),
            header("X-Auto-Response-Suppress").filter(it -> !it.equals("none")),
            header("Return-Path").filter(it -> it.equals("<>")))
        .flatMap(Optional::stream)
        .findFirst()
        .map(it -> it.replaceAll("[^a-z0-9_.:-]+", "-"));
  }

  private Optional<String> header(String name) {
    return first(name).map(it -> it.strip().toLowerCase(Locale.ROOT));
  }
}
