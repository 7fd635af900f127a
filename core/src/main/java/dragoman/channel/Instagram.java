package dragoman.channel;

import dragoman.message.Content.MediaKind;
import dragoman.message.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;

/**
 * Instagram messaging for professional accounts that belong to a page (Instagram Messaging,
 * developers.facebook.com/documentation/business-messaging/instagram-messaging), behind the door of
 * {@link Meta}. The account is the Instagram account's id. Neither name nor language comes with a
 * message.
 */
public record Instagram() implements Channel {
  static final String NAME = "instagram";
  private static final String OBJECT = "instagram";

  @Override
  public String name() {
    return NAME;
  }

  /**
   * No button, because Instagram shows none in the browser. Pace: the API takes 300 texts a second
   * of an account ("Messenger Platform rate limits"); we keep to the 40 of a page.
   */
  @Override
  public Capability capability() {
    return new Capability(
        "Instagram messaging",
        SendClass.RECEIPT,
        Optional.of(new Capability.Text(1000, Capability.Unit.BYTES)),
        Optional.empty(),
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
}
