package dragoman.channel;

import dragoman.message.Content.MediaKind;
import dragoman.message.InboundMessage;
import dragoman.message.Receipt;
import dragoman.message.Reply;
import dragoman.message.Sender;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * SMS, MMS and WhatsApp through Twilio's Programmable Messaging (twilio.com/docs/messaging): a form
 * for each message and for each status of one of ours.
 *
 * <p>A person is an address as Twilio writes it: {@code +12025550111} by SMS, {@code
 * whatsapp:+12025550111} by WhatsApp, two people as far as we know. Our account is the number
 * without such a prefix, which serves all of its products, or the messaging service ({@code MG…})
 * that the number is in, whichever the endpoint speaks for. A form carries no time, so a message is
 * of when it came.
 */
public record Twilio() implements Channel {
  static final String NAME = "twilio";

  /** A text of 1600 characters has at most some 20 kB as a form. */
  private static final int MAX_BODY = 256 << 10;

  /** Twilio would send a text answer on to the person; this says that there is none. */
  private static final HttpAnswer NOTHING_TO_SAY =
      new HttpAnswer(200, Map.of("content-type", "text/xml; charset=utf-8"), "<Response/>");

  @Override
  public String name() {
    return NAME;
  }

  /**
   * No window and no pace are told: SMS has no window, WhatsApp's is Twilio's to refuse (63016),
   * and Twilio queues what a number may not yet send ("Understanding Twilio Rate Limits and Message
   * Queues").
   */
  @Override
  public Capability capability() {
    return new Capability(
        "SMS and WhatsApp through Twilio",
        SendClass.RECEIPT,
        Optional.of(new Capability.Text(TwilioSend.MAX_BODY, Capability.Unit.CHARACTERS)),
        Optional.empty(),
        EnumSet.of(
            MediaKind.IMAGE,
            MediaKind.VIDEO,
            MediaKind.AUDIO,
            MediaKind.DOCUMENT,
            MediaKind.STICKER),
        Optional.empty(),
        true,
        Optional.empty(),
        Optional.empty(),
        Capability.Consent.PROVIDER_CONFIRMS);
  }

  @Override
  public Reception receive(WebhookRequest request, Endpoint endpoint, Instant now) {
    return Gate.turnedAway(request, Set.of("POST"), MAX_BODY)
        .orElseGet(
            () ->
                TwilioSignature.isGenuine(request, endpoint)
                    ? webhook(request, endpoint, now)
                    : Gate.notGenuine());
  }

  @Override
  public WebhookRequest sign(byte[] body, Endpoint endpoint, Instant now) {
    return TwilioSignature.sign(body, endpoint);
  }

  @Override
  public HttpCall reply(Reply reply, Account account, Instant now) {
    return TwilioSend.call(reply, account);
  }

  @Override
  public Outcome outcome(HttpAnswer answer) {
    return TwilioSend.outcome(answer);
  }

  @Override
  public byte[] harmless(Endpoint endpoint) {
    return ("MessageSid=SM" + "0".repeat(32) + "&MessageStatus=scheduled")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public List<Check> checks(Account account, String webhook) {
    return List.of(TwilioSend.webhook(account, webhook));
  }

  private static Reception webhook(WebhookRequest request, Endpoint endpoint, Instant now) {
    var found = new Gate.Findings();
    var form = TwilioForm.read(request.body());
    try {
      if (form.isEmpty()) {
        found.unreadable("not a form", request.body());
      } else if (!form.get().isText()) {
        found.unreadable("not UTF-8", request.body());
      } else if (isStatus(form.get())) {
        readStatus(form.get(), request.query(), endpoint, now, found);
      } else {
        readMessage(form.get(), request.body(), endpoint, now, found);
      }
    } catch (Fields.Gap e) {
      found.unreadable(e.getMessage(), request.body());
    }
    return found.accepted(NOTHING_TO_SAY);
  }

  /** A message of a person has the status {@code received}, if any. */
  private static boolean isStatus(TwilioForm form) {
    return form.text("MessageStatus").isPresent()
        || form.text("SmsStatus").filter(it -> !it.startsWith("receiv")).isPresent();
  }

  private static String sid(TwilioForm form) throws Fields.Gap {
    return form.text("MessageSid").isEmpty() && form.text("SmsSid").isPresent()
        ? form.id("SmsSid")
        : form.id("MessageSid");
  }

  /**
   * Whether one of ours is the number or the service that it is in.
   *
   * @param address ours, as Twilio writes it
   */
  private static Optional<String> account(TwilioForm form, String address, Endpoint endpoint) {
    return Stream.of(Optional.of(number(address)), form.text("MessagingServiceSid"))
        .flatMap(Optional::stream)
        .filter(it -> it.matches("[A-Za-z0-9_.+-]{1,64}"))
        .filter(endpoint::speaksFor)
        .findFirst();
  }

  /** What stands before an address that is no plain number, such as {@code whatsapp}. */
  private static String product(String address) {
    return address.substring(0, Math.max(0, address.indexOf(':')));
  }

  private static String number(String address) {
    return address.substring(address.indexOf(':') + 1);
  }

  private static void readMessage(
      TwilioForm form, byte[] body, Endpoint endpoint, Instant now, Gate.Findings found)
      throws Fields.Gap {
    var id = sid(form);
    var from = form.id("From");
    var to = form.id("To");
    if (from.equals(to) || endpoint.accounts().contains(number(from))) {
      found.ignored("our own echo", "message");
      return;
    }
    var account = account(form, to, endpoint);
    if (account.isEmpty()) {
      found.unreadable("account not configured at this endpoint", body);
      return;
    }
    var product = product(from);
    var sender = new Sender(from, ids(form, from), form.text("ProfileName"), Optional.empty());
    var type = TwilioContent.type(form, product);
    var nth = 0;
    for (var content : TwilioContent.of(form, product)) {
      found.add(
          new InboundMessage(
              endpoint.eventKey(account.get(), "message", nth == 0 ? id : id + ":" + nth),
              endpoint.conversationKey(account.get(), sender.ids().getFirst()),
              NAME,
              endpoint.name(),
              account.get(),
              sender,
              from,
              false,
              content,
              type,
              id,
              now,
              now.toEpochMilli()));
      nth++;
    }
  }

  /** WhatsApp's business-scoped id outlasts a number; Twilio may write it without its prefix. */
  private static List<String> ids(TwilioForm form, String from) {
    var product = product(from);
    return Stream.of(
            form.text("ExternalUserId")
                .filter(it -> it.length() <= Fields.MAX_ID)
                .map(it -> product.isEmpty() || it.contains(":") ? it : product + ":" + it),
            Optional.of(from))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static void readStatus(
      TwilioForm form, String query, Endpoint endpoint, Instant now, Gate.Findings found)
      throws Fields.Gap {
    var word = Fields.word(form.text("MessageStatus").or(() -> form.text("SmsStatus")).orElse(""));
    var id = sid(form);
    var account = account(form, form.text("From").orElse(""), endpoint);
    var status = status(word);
    if (account.isEmpty()) {
      found.ignored("account not configured at this endpoint", "status");
    } else if (status.isEmpty()) {
      found.ignored("a status nobody waits for", "status:" + word);
    } else {
      found.add(
          new Receipt(
              endpoint.eventKey(account.get(), "status:" + word, id),
              NAME,
              endpoint.name(),
              account.get(),
              id,
              form.text("To").orElse(""),
              status.get(),
              TwilioForm.read(query).flatMap(it -> it.text(TwilioSend.REF)),
              form.text("ErrorCode").filter(it -> it.matches("[0-9]{1,9}") && !it.equals("0")),
              now));
    }
  }

  /** Twilio's queue is as good a proof as any that a send got through. */
  private static Optional<Receipt.Status> status(String word) {
    return switch (word) {
      case "accepted", "queued", "sending", "sent" -> Optional.of(Receipt.Status.SENT);
      case "delivered" -> Optional.of(Receipt.Status.DELIVERED);
      case "read" -> Optional.of(Receipt.Status.READ);
      case "undelivered", "failed", "canceled" -> Optional.of(Receipt.Status.FAILED);
      default -> Optional.empty();
    };
  }
}
