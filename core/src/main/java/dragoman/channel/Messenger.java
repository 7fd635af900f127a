package dragoman.channel;

import dragoman.message.Content.MediaKind;
import dragoman.message.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Facebook Messenger for pages (Messenger Platform,
 * developers.facebook.com/documentation/business-messaging/messenger-platform), behind the door of
 * {@link Meta}. The account is the page's id, a person an id that this page alone knows them by.
 * Neither name nor language comes with a message.
 */
public record Messenger() implements Channel {
  static final String NAME = "messenger";
  private static final String OBJECT = "page";

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Pace: the API takes 300 texts a second of a page, but above 40 a second the page's inbox stops
   * and with it the sending ("Messenger Platform rate limits").
   */
  @Override
  public Capability capability() {
    return new Capability(
        "Facebook Messenger",
        SendClass.RECEIPT,
        Optional.of(new Capability.Text(2000, Capability.Unit.CHARACTERS)),
        Optional.of(new Capability.Button(OptionalInt.of(640), OptionalInt.of(20))),
        EnumSet.complementOf(EnumSet.of(MediaKind.VOICE)),
        Optional.of(Duration.ofHours(24)),
        true,
        Optional.of(new Capability.Rate(40, Duration.ofSeconds(1), 40)),
        Optional.empty(),
        Capability.Consent.PERSON_BLOCKS);
  }

  @Override
  public Reception receive(WebhookRequest request, Endpoint endpoint, Instant now) {
    return Meta.receive(
        request,
        endpoint,
        (body, found) ->
            new MetaMessaging(NAME, OBJECT, endpoint, now, found).read(body, request.body()));
  }

  @Override
  public WebhookRequest sign(byte[] body, Endpoint endpoint, Instant now) {
    return Meta.sign(body, endpoint);
  }

  @Override
  public HttpCall reply(Reply reply, Account account, Instant now) {
    return MetaMessagingSend.call(reply, account, capability());
  }

  @Override
  public Outcome outcome(HttpAnswer answer) {
    return MetaMessagingSend.outcome(answer);
  }

  @Override
  public byte[] harmless(Endpoint endpoint) {
    return Meta.harmless(OBJECT);
  }

  @Override
  public Optional<WebhookRequest> handshake(Endpoint endpoint) {
    return Meta.handshake(endpoint);
  }

  @Override
  public List<Check> checks(Account account, String webhook) {
    return List.of(MetaMessagingSend.subscriptions(account));
  }
}
