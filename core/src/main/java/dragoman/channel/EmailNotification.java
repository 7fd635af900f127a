package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import dragoman.message.InboundMessage;
import dragoman.message.Json;
import dragoman.message.Receipt;
import dragoman.message.Sender;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What SES tells by a topic: a mail that came in, or what became of one that we sent (Amazon SES
 * Developer Guide, "Contents of notifications for email receiving", "Contents of Amazon SNS
 * notifications", "Contents of event data").
 *
 * @param raw the webhook's body, which is set aside whole if it cannot be read
 */
record EmailNotification(Endpoint endpoint, Instant now, byte[] raw) {
  private static final String ADDRESS = "[^\\s@<>,;:\"\\\\]{1,128}@[^\\s@<>,;:\"\\\\]{1,255}";

  void read(String text, Gate.Findings found) {
    JsonNode told;
    try {
      told = Json.read(text);
    } catch (Json.Malformed e) {
      // SES says in plain words that a topic works; others may publish to it what they like.
      found.ignored("no notification of SES", "text");
      return;
    }
    var kind = kind(told);
    var mail = told.path("mail");
    if (!mail.isObject()) {
      found.ignored("it names no mail", kind);
      return;
    }
    try {
      switch (kind) {
        case "Received" -> readMail(told, mail, found);
        case "Send" -> readReceipt(told, mail, kind, Receipt.Status.SENT, found);
        case "Delivery" -> readReceipt(told, mail, kind, Receipt.Status.DELIVERED, found);
        // For a transient bounce, too, SES has given up by the time it tells.
        case "Bounce", "Complaint", "Reject", "RenderingFailure" ->
            readReceipt(told, mail, kind, Receipt.Status.FAILED, found);
        default -> found.ignored("an event nobody waits for", kind);
      }
    } catch (Fields.Gap e) {
      found.unreadable(e.getMessage(), raw);
    }
  }

  /** SES writes {@code notificationType}, or {@code eventType} where a configuration set tells. */
  private static String kind(JsonNode told) {
    var word = Fields.text(told, "notificationType").or(() -> Fields.text(told, "eventType"));
    return Fields.word(word.orElse("").replace(" ", ""));
  }

  private void readMail(JsonNode told, JsonNode mail, Gate.Findings found) throws Fields.Gap {
    var id = Fields.id(mail, "messageId", "mail.messageId");
    var headers = EmailHeaders.of(told);
    var from = headers.from();
    var receipt = told.path("receipt");
    var envelope = address(Fields.text(mail, "source").orElse(""));
    var recipients = recipients(receipt, mail);
    var account = recipients.stream().filter(endpoint::speaksFor).findFirst();
    if (failed(receipt, "virusVerdict")) {
      found.ignored("a virus", "Received");
    } else if (envelope.isEmpty()) {
      found.ignored("an automatic mail: nobody is to be answered", "empty-return-path");
    } else if (headers.automatic().isPresent()) {
      found.ignored("an automatic mail", headers.automatic().get());
    } else if (account.isEmpty()) {
      found.unreadable("account not configured at this endpoint", raw);
    } else if (ours(envelope.get(), account.get())
        || from.filter(it -> ours(it.address(), account.get())).isPresent()) {
      found.ignored("our own echo", "Received");
    } else {
      // What a From says is proven by DMARC alone; the envelope is where an answer must go else.
      var proven =
          from.filter(_ -> passed(receipt, "dmarcVerdict")).map(EmailHeaders.From::address);
      var sender =
          new Sender(
              envelope.get(),
              Stream.concat(proven.stream(), envelope.stream()).distinct().toList(),
              from.flatMap(EmailHeaders.From::name),
              Optional.empty());
      var at = at(mail, now);
      var contents = contents(told, receipt, id, headers);
      for (var i = 0; i < contents.size(); i++) {
        var part = i == 0 ? id : id + "#" + (i + 1);
        found.add(
            new InboundMessage(
                endpoint.eventKey(account.get(), "message", part),
                endpoint.conversationKey(account.get(), sender.ids().getFirst()),
                Email.NAME,
                endpoint.name(),
                account.get(),
                sender,
                EmailChat.of(
                    sender.ids().getFirst(), headers.first("Message-ID"), headers.subject()),
                false,
                contents.get(i),
                "Received",
                part,
                at,
                at.toEpochMilli()));
      }
    }
  }

  private static List<Content> contents(
      JsonNode told, JsonNode receipt, String id, EmailHeaders headers) {
    if (failed(receipt, "spamVerdict")) {
      return List.of(new Content.Notice("spam", Optional.empty()));
    }
    if (headers.mime().isPresent()) {
      return EmailContent.of(headers.mime().get(), id, headers);
    }
    if (told.has("content")) {
      return List.of(new Content.Unsupported("mail"));
    }
    var action = receipt.path("action");
    return List.of(
        Fields.text(action, "objectKey")
            .<Content>map(
                key ->
                    new Content.Media(
                        MediaKind.DOCUMENT,
                        "s3://" + Fields.text(action, "bucketName").orElse("") + "/" + key,
                        Optional.of("message/rfc822"),
                        Optional.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        headers.subject()))
            .orElseGet(() -> new Content.Unsupported("mail-without-content")));
  }

  private void readReceipt(
      JsonNode told, JsonNode mail, String kind, Receipt.Status status, Gate.Findings found)
      throws Fields.Gap {
    var id = Fields.id(mail, "messageId", "mail.messageId");
    var account = Fields.text(mail, "source").flatMap(EmailNotification::address);
    var known = account.or(() -> Gate.onlyAccount(endpoint));
    if (known.filter(endpoint::speaksFor).isEmpty()) {
      found.ignored("account not configured at this endpoint", kind);
      return;
    }
    // In the events of a configuration set; a RenderingFailure calls its part otherwise.
    var part = told.path(kind.toLowerCase(Locale.ROOT));
    found.add(
        new Receipt(
            endpoint.eventKey(known.get(), "status:" + kind, id),
            Email.NAME,
            endpoint.name(),
            known.get(),
            id,
            recipient(part, mail),
            status,
            Fields.items(mail.path("tags"), EmailSend.TAG).stream()
                .filter(JsonNode::isTextual)
                .map(it -> EmailSend.ref(it.asText()))
                .findFirst(),
            status == Receipt.Status.FAILED ? Optional.of(error(kind, part)) : Optional.empty(),
            at(part, at(mail, now))));
  }

  private static String recipient(JsonNode part, JsonNode mail) {
    return Stream.of("bouncedRecipients", "complainedRecipients")
        .flatMap(name -> Fields.items(part, name).stream())
        .flatMap(it -> Fields.text(it, "emailAddress").stream())
        .findFirst()
        .or(() -> first(part, "recipients"))
        .or(() -> first(mail, "destination"))
        .filter(it -> it.length() <= Fields.MAX_ID)
        .orElse("");
  }

  private static Optional<String> first(JsonNode node, String list) {
    return Fields.items(node, list).stream()
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .findFirst();
  }

  private static String error(String kind, JsonNode part) {
    return Stream.of(
            Optional.of(kind),
            Fields.text(part, "bounceType"),
            Fields.text(part, "bounceSubType"),
            Fields.text(part, "complaintFeedbackType"))
        .flatMap(Optional::stream)
        .map(Fields::word)
        .reduce((one, other) -> one + ":" + other)
        .orElse(kind);
  }

  private static List<String> recipients(JsonNode receipt, JsonNode mail) throws Fields.Gap {
    var all =
        Stream.concat(
                Fields.items(receipt, "recipients").stream(),
                receipt.has("recipients")
                    ? Stream.empty()
                    : Fields.items(mail, "destination").stream())
            .filter(JsonNode::isTextual)
            .flatMap(it -> address(it.asText()).stream())
            .toList();
    if (all.isEmpty()) {
      throw new Fields.Gap("receipt.recipients", "holds no address");
    }
    return all;
  }

  /** As addresses are compared: in lower case, though a domain might tell the cases apart. */
  static Optional<String> address(String text) {
    return Optional.of(text.strip().toLowerCase(Locale.ROOT)).filter(it -> it.matches(ADDRESS));
  }

  private boolean ours(String address, String account) {
    return address.equals(account) || endpoint.accounts().contains(address);
  }

  private static boolean failed(JsonNode receipt, String verdict) {
    return receipt.path(verdict).path("status").asText().equals("FAIL");
  }

  private static boolean passed(JsonNode receipt, String verdict) {
    return receipt.path(verdict).path("status").asText().equals("PASS");
  }

  private static Instant at(JsonNode node, Instant otherwise) {
    try {
      var at = Instant.parse(node.path("timestamp").asText());
      return at.isAfter(Instant.EPOCH) && at.isBefore(Fields.LATEST) ? at : otherwise;
    } catch (DateTimeParseException e) {
      return otherwise;
    }
  }
}
