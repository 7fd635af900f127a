package dragoman.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.message.Json;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Addresses that would have us call somebody: in every place of a webhook that can hold one they
 * are kept as text, and the only calls that follow are replies, to the provider's own host. That
 * core could open no socket at all is held by {@code RoomsTest}.
 */
class HostileAddressesTest {
  private static final Set<String> HOSTS =
      Set.of(
          "graph.facebook.com", //
          "api.telegram.org", //
          "app.example.com", //
          "chatapi.viber.com", //
          "api.vk.com", //
          "api.twilio.com", //
          "email.amazonaws.com", //
          "api.line.me");

  /** Written for this project; one of each way to say an address that is not what it seems. */
  private static final List<String> OWN =
      List.of(
          "http://169.254.169.254/latest/meta-data/",
          "http://169.254.170.2/v2/credentials/",
          "http://localhost:9001/2018-06-01/runtime/invocation/next",
          "http://localhost:2773/secretsmanager/get?secretId=x",
          "http://[::1]/",
          "http://0x7f000001/",
          "http://2130706433/",
          "http://graph.facebook.com@127.0.0.1/",
          "http://127.0.0.1#@api.telegram.org/",
          "https://api.telegram.org.evil.example/",
          "file:///proc/self/environ",
          "gopher://127.0.0.1:6379/_INFO",
          "jar:http://127.0.0.1!/x",
          "//127.0.0.1/",
          "data:text/plain,hi");

  private final Street street = new Street();
  private final List<URI> looked = new ArrayList<>();
  private final ProxySelector before = ProxySelector.getDefault();

  /** Every connection by URL asks it first. */
  @BeforeEach
  void whoever_connects_is_seen() {
    ProxySelector.setDefault(
        new ProxySelector() {
          @Override
          public List<Proxy> select(URI uri) {
            looked.add(uri);
            return List.of(Proxy.NO_PROXY);
          }

          @Override
          public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            looked.add(uri);
          }
        });
  }

  @AfterEach
  void nobody_connected() {
    ProxySelector.setDefault(before);
    assertThat(looked).isEmpty();
  }

  @Test
  void an_address_in_any_place_of_a_webhook_is_never_followed() {
    assertThat(post(OWN)).isGreaterThan(OWN.size() * 10);
  }

  @Test
  void no_address_of_the_shared_list_is_followed() {
    var urls = Corpora.lines("own/ssrf_urls.txt").stream().filter(it -> !it.isBlank()).toList();
    assertThat(urls).hasSizeGreaterThanOrEqualTo(46);
    System.out.printf("addresses: %d in %d webhooks%n", urls.size(), post(urls));
  }

  @Test
  void no_address_changed_at_random_is_followed() {
    var random = new Random(20260302);
    var changed = new ArrayList<String>();
    for (var i = 0; i < 500; i++) {
      var url = new StringBuilder(OWN.get(random.nextInt(OWN.size())));
      for (var n = random.nextInt(1, 4); n > 0; n--) {
        url.setCharAt(random.nextInt(url.length()), (char) random.nextInt(0x20, 0x2fff));
      }
      changed.add(url.toString());
    }
    System.out.println("webhooks with addresses changed at random: " + post(changed));
  }

  /** How many webhooks were posted. */
  private int post(List<String> urls) {
    var posted = 0;
    for (var url : urls) {
      for (var channel : Channels.all()) {
        for (var body : bodies(channel, url)) {
          street.clear();
          assertThat(street.post(channel, body.getBytes(UTF_8)).status()).isIn(200, 400);
          street.settle();
          assertThat(street.calls)
              .allSatisfy(
                  it -> {
                    assertThat(it.url().getScheme()).isEqualTo("https");
                    assertThat(it.url().getHost()).isIn(HOSTS);
                    assertThat(it.url().getUserInfo()).isNull();
                    assertThat(it.url().getPort()).isEqualTo(-1);
                  });
          posted++;
        }
      }
    }
    return posted;
  }

  /** Webhooks with the address in every place that holds text, one place each and all at once. */
  private static List<String> bodies(Channel channel, String url) {
    var text = Json.write(Json.object().textNode(url));
    return switch (channel.name()) {
      case "whatsapp" ->
          List.of(
              whatsApp("text", "{\"body\":%s}".formatted(text), text),
              whatsApp(
                  "image",
                  "{\"id\":%1$s,\"url\":%1$s,\"link\":%1$s,\"mime_type\":%1$s,\"caption\":%1$s}"
                      .formatted(text),
                  text),
              whatsApp("document", "{\"url\":%1$s,\"filename\":%1$s}".formatted(text), text),
              whatsApp(
                  "location",
                  "{\"latitude\":1,\"longitude\":1,\"name\":%1$s,\"address\":%1$s,\"url\":%1$s}"
                      .formatted(text),
                  text),
              whatsApp(
                  "contacts",
                  "[{\"name\":{\"formatted_name\":%1$s},\"urls\":[{\"url\":%1$s}],\"phones\":[{\"phone\":%1$s}]}]"
                      .formatted(text),
                  text),
              whatsApp("button", "{\"text\":%1$s,\"payload\":%1$s}".formatted(text), text),
              whatsApp(
                  "interactive",
                  "{\"type\":\"list_reply\",\"list_reply\":{\"id\":%1$s,\"title\":%1$s}}"
                      .formatted(text),
                  text),
              whatsApp("system", "{\"body\":%1$s,\"type\":%1$s}".formatted(text), text),
              whatsApp("order", "{\"text\":%1$s,\"catalog_id\":%1$s}".formatted(text), text));
      case "messenger" -> metaMessaging("page", text);
      case "instagram" -> metaMessaging("instagram", text);
      case "telegram" ->
          List.of(
              telegram(
                  "\"text\":%1$s,\"entities\":[{\"type\":\"text_link\",\"url\":%1$s,\"offset\":0,\"length\":1}]"
                      .formatted(text),
                  text),
              telegram("\"photo\":[{\"file_id\":%1$s}],\"caption\":%1$s".formatted(text), text),
              telegram(
                  "\"document\":{\"file_id\":%1$s,\"file_name\":%1$s,\"mime_type\":%1$s}"
                      .formatted(text),
                  text),
              telegram(
                  "\"venue\":{\"location\":{\"latitude\":1,\"longitude\":1},\"title\":%1$s,\"address\":%1$s}"
                      .formatted(text),
                  text),
              telegram(
                  "\"contact\":{\"phone_number\":%1$s,\"first_name\":%1$s,\"vcard\":%1$s}"
                      .formatted(text),
                  text),
              telegram(
                  "\"web_app_data\":{\"data\":%1$s,\"button_text\":%1$s}".formatted(text), text),
              telegram(
                  "\"business_connection_id\":%1$s,\"text\":\"hello there\"".formatted(text), text),
              "{\"update_id\":2,\"callback_query\":{\"id\":%1$s,\"from\":{\"id\":5},\"data\":%1$s,\"message\":{\"message_id\":1,\"chat\":{\"id\":5}}}}"
                  .formatted(text),
              "{\"update_id\":3,\"inline_query\":{\"id\":%1$s,\"from\":{\"id\":5},\"query\":%1$s}}"
                  .formatted(text));
      case "webchat" ->
          List.of(
              webChat("\"text\":%1$s".formatted(text), text),
              webChat(
                  "\"attachments\":[{\"type\":\"image\",\"url\":%1$s,\"id\":%1$s,\"name\":%1$s,\"mime_type\":%1$s}]"
                      .formatted(text),
                  text),
              webChat(
                  "\"attachments\":[{\"type\":\"file\",\"url\":%1$s}],\"text\":%1$s"
                      .formatted(text),
                  text),
              webChat("\"text\":\"x\",\"account\":%1$s".formatted(text), text),
              webChat(
                  "\"text\":\"x\",\"callback\":%1$s,\"url\":%1$s,\"reply_url\":%1$s"
                      .formatted(text),
                  text));
      case "viber" ->
          List.of(
              viber("\"type\":\"text\",\"text\":%1$s".formatted(text), text),
              viber(
                  "\"type\":\"picture\",\"media\":%1$s,\"thumbnail\":%1$s,\"text\":%1$s"
                      .formatted(text),
                  text),
              viber("\"type\":\"file\",\"media\":%1$s,\"file_name\":%1$s".formatted(text), text),
              viber("\"type\":\"url\",\"media\":%1$s".formatted(text), text),
              viber(
                  "\"type\":\"contact\",\"contact\":{\"name\":%1$s,\"phone_number\":%1$s,\"avatar\":%1$s}"
                      .formatted(text),
                  text),
              "{\"event\":\"conversation_started\",\"message_token\":2,\"user\":{\"id\":%1$s},\"context\":%1$s}"
                  .formatted(text));
      case "vk" ->
          List.of(
              vk("\"text\":%1$s".formatted(text), text),
              vk("\"text\":\"x\",\"payload\":%1$s".formatted(text), text),
              vkAttachment("photo", "{\"sizes\":[{\"url\":%1$s}]}".formatted(text), text),
              vkAttachment("doc", "{\"url\":%1$s,\"title\":%1$s}".formatted(text), text),
              vkAttachment("audio_message", "{\"link_mp3\":%1$s}".formatted(text), text),
              vkAttachment("link", "{\"url\":%1$s,\"title\":%1$s}".formatted(text), text),
              vk("\"action\":{\"type\":%1$s,\"text\":%1$s}".formatted(text), text),
              "{\"type\":\"message_event\",\"group_id\":1001,\"event_id\":%1$s,\"object\":{\"user_id\":5,\"peer_id\":5,\"payload\":%1$s}}"
                  .formatted(text));
      case "twilio" ->
          Stream.of(
                  "Body",
                  "MediaUrl0",
                  "MediaContentType0",
                  "ButtonPayload",
                  "Label",
                  "ProfileName",
                  "ExternalUserId",
                  "From",
                  "To",
                  "StatusCallback",
                  "MessagingServiceSid")
              .map(field -> new String(Texts.form("1", Map.of(field, url)), UTF_8))
              .toList();
      case "line" ->
          List.of(
              line("\"type\":\"text\",\"text\":%s".formatted(text), text),
              line(
                  "\"type\":\"image\",\"contentProvider\":{\"type\":\"external\",\"originalContentUrl\":%1$s,\"previewImageUrl\":%1$s}"
                      .formatted(text),
                  text),
              line("\"type\":\"file\",\"fileName\":%s".formatted(text), text),
              line(
                  "\"type\":\"location\",\"latitude\":1,\"longitude\":1,\"title\":%1$s,\"address\":%1$s"
                      .formatted(text),
                  text),
              line("\"type\":\"sticker\",\"stickerId\":%1$s,\"text\":%1$s".formatted(text), text),
              "{\"events\":[{\"type\":\"postback\",\"source\":{\"type\":\"user\",\"userId\":%1$s},\"postback\":{\"data\":%1$s}}]}"
                  .formatted(text));
      case "rcs" ->
          List.of(
              rcs("\"text\":%1$s".formatted(text), text),
              rcs(
                  "\"userFile\":{\"thumbnail\":{\"fileUri\":%1$s},\"payload\":{\"fileUri\":%1$s,\"fileName\":%1$s,\"mimeType\":%1$s}}"
                      .formatted(text),
                  text),
              rcs(
                  "\"suggestionResponse\":{\"text\":%1$s,\"postbackData\":%1$s}".formatted(text),
                  text));
      case "email" ->
          List.of(
              new String(Texts.saying(channel, "1", url), UTF_8),
              """
              {"Type":"Notification","Message":"x","SigningCertURL":%1$s,"UnsubscribeURL":%1$s}\
              """
                  .formatted(text),
              """
              {"Type":"SubscriptionConfirmation","Message":"x","Token":"t","SubscribeURL":%1$s}\
              """
                  .formatted(text));
      case String other -> throw new IllegalArgumentException("a webhook of " + other);
    };
  }

  private static String viber(String part, String text) {
    return """
    {"event":"message","timestamp":1772443800000,"message_token":1,"sender":{"id":"u","name":%1$s,
    "avatar":%1$s},"message":{%2$s,"tracking_data":%1$s}}\
    """
        .formatted(text, part);
  }

  private static String vkAttachment(String type, String part, String text) {
    return vk(
        "\"text\":%1$s,\"attachments\":[{\"type\":\"%2$s\",\"%2$s\":%3$s}]"
            .formatted(text, type, part),
        text);
  }

  private static String vk(String part, String text) {
    return """
    {"type":"message_new","group_id":1001,"event_id":%1$s,"object":{"message":{"id":1,
    "date":1772443800,"from_id":5,"peer_id":5,"ref":%1$s,%2$s}}}\
    """
        .formatted(text, part);
  }

  private static String rcs(String part, String text) {
    return """
    {"senderPhoneNumber":"+12025550140","messageId":%2$s,"sendTime":%2$s,"agentId":"1001",%1$s}\
    """
        .formatted(part, text);
  }

  private static String whatsApp(String type, String part, String text) {
    return """
    {"object":"whatsapp_business_account","entry":[{"id":%1$s,"changes":[{"field":"messages",
    "value":{"metadata":{"phone_number_id":"1001","display_phone_number":%1$s},
    "contacts":[{"wa_id":"1777","profile":{"name":%1$s}}],"messages":[{"from":"1777","id":%1$s,
    "timestamp":"1772443800","type":"%2$s","%2$s":%3$s,"context":{"id":%1$s},
    "referral":{"source_url":%1$s,"image_url":%1$s}}]}}]}]}\
    """
        .formatted(text, type, part);
  }

  private static List<String> metaMessaging(String object, String text) {
    return Stream.of(
            "\"message\":{\"mid\":%1$s,\"text\":%1$s}",
            "\"message\":{\"mid\":\"m\",\"text\":%1$s,\"quick_reply\":{\"payload\":%1$s}}",
            "\"message\":{\"mid\":\"m\",\"attachments\":[{\"type\":\"image\",\"payload\":{\"url\":%1$s}}]}",
            "\"message\":{\"mid\":\"m\",\"attachments\":[{\"type\":\"story_mention\",\"payload\":{\"url\":%1$s}}]}",
            "\"message\":{\"mid\":\"m\",\"attachments\":[{\"type\":\"fallback\",\"url\":%1$s,\"payload\":{\"url\":%1$s}}]}",
            "\"postback\":{\"title\":%1$s,\"payload\":%1$s,\"referral\":{\"ref\":%1$s}}",
            "\"referral\":{\"ref\":%1$s,\"referer_uri\":%1$s}")
        .map(it -> it.formatted(text))
        .map(
            it ->
                """
                {"object":"%s","entry":[{"id":"1001","messaging":[{"sender":{"id":%s},
                "recipient":{"id":"1001"},"timestamp":1772443800000,%s}]}]}\
                """
                    .formatted(object, text, it))
        .toList();
  }

  private static String telegram(String part, String text) {
    return """
    {"update_id":1,"message":{"message_id":1,"from":{"id":5,"first_name":%1$s,"username":%1$s},
    "chat":{"id":5,"title":%1$s},"date":1772443800,%2$s}}\
    """
        .formatted(text, part);
  }

  private static String webChat(String part, String text) {
    return """
    {"type":"message.created","data":{"message_id":"m","conversation_id":%1$s,
    "user":{"id":%1$s,"name":%1$s,"avatar":%1$s},%2$s}}\
    """
        .formatted(text, part);
  }

  private static String line(String message, String text) {
    return """
    {"destination":"1001","events":[{"type":"message","webhookEventId":%1$s,"replyToken":%1$s,
    "mode":"active","timestamp":1772443800000,"source":{"type":"user","userId":%1$s},
    "message":{"id":"1",%2$s}}]}\
    """
        .formatted(text, message);
  }
}
