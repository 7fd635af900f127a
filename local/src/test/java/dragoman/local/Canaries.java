package dragoman.local;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Three people whose every word, name and number is a canary, and all that they do: nothing here
 * occurs anywhere else, so wherever one is found, it got there from them.
 */
final class Canaries {
  static final String WHATSAPP = "100000000000001";
  static final String TELEGRAM = "creators_bot";
  static final String WEBCHAT = "creators-app";

  /** Who they are to the channels. */
  static final String PHONE = "4915550101001";

  static final String USER_ID = "DE.9999999999999902";
  static final String CHAT = "7700000025";
  static final String GROUP = "-1007700000030";
  static final String APP_USER = "user-zeisig-35";

  /** What leaves for Slack of what was said, and all that may: masked, and cut. */
  static final String ESCALATED = "my account was hacked, Girlitz-07 says";

  private static final Pattern NUMBERED = Pattern.compile("[A-Z][a-z]+-\\d\\d");

  private final Instant now;
  private int count;

  Canaries(Instant now) {
    this.now = now;
  }

  /** A webhook's body, and who posts it. */
  record Post(String channel, String body) {}

  /** Every canary; the numbered ones are read out of the bodies, so that none is forgotten. */
  static List<String> all(List<Post> posts) {
    return Stream.concat(
            Stream.of(
                PHONE,
                USER_ID,
                CHAT,
                GROUP,
                APP_USER,
                "4915550202009", // in the words that escalate
                "+49 1555 0303 010",
                "stieglitz.11@canary.example",
                "12.3456017", // a latitude
                "98.7654017",
                "zeisig-konversation-37",
                "kanarigram28",
                "4915550404019"),
            posts.stream()
                .flatMap(it -> NUMBERED.matcher(it.body()).results())
                .map(it -> it.group())
                .distinct())
        .toList();
  }

  /** What is understood, handed over, followed up, escalated, set aside; by three channels. */
  List<Post> all() {
    var posts = new ArrayList<Post>();
    posts.add(whatsApp(text("how do I change my username Amsel-04"), PHONE, ""));
    posts.add(whatsApp(text("zzz qqq Drossel-05"), PHONE, USER_ID));
    posts.add(whatsApp(text("zzz qqq again Finkin-06"), PHONE, USER_ID));
    posts.add(
        whatsApp(
            text(
                ESCALATED
                    + ", call 4915550202009 or +49 1555 0303 010, stieglitz.11@canary.example"),
            PHONE,
            ""));
    posts.add(
        whatsApp(
            """
            "type":"image","image":{"id":"Medium-12","mime_type":"image/png","caption":"Elster-13"}\
            """,
            PHONE,
            ""));
    posts.add(
        whatsApp(
            """
            "type":"document","document":{"id":"m2","mime_type":"text/plain",
            "filename":"Habicht-14.txt"}\
            """,
            PHONE,
            ""));
    posts.add(
        whatsApp(
            """
            "type":"location","location":{"latitude":12.3456017,"longitude":98.7654017,
            "name":"Ibis-15","address":"Kranich-16 street"}\
            """,
            PHONE,
            ""));
    posts.add(
        whatsApp(
            """
            "type":"contacts","contacts":[{"name":{"formatted_name":"Lerche-18"},
            "phones":[{"phone":"4915550404019"}]}]\
            """,
            PHONE,
            ""));
    posts.add(
        whatsApp(
            """
            "type":"button","button":{"payload":"Meise-21","text":"Nachtigall-20"}\
            """,
            PHONE,
            ""));
    posts.add(old(text("Pirol-22 came late"), Duration.ofHours(3)));
    posts.add(old(text("Rabe-23 came far too late"), Duration.ofDays(9)));
    posts.add(unreadable());
    posts.add(telegram(message(alone(), "\"text\":\"when will I get my payout Uhu-29\"")));
    posts.add(telegram(message(alone(), "\"text\":\"zzz qqq Storch-31\"")));
    posts.add(
        telegram(
            message(
                alone(),
                "\"photo\":[{\"file_id\":\"f\",\"file_unique_id\":\"u\",\"width\":1,\"height\":1}],"
                    + "\"caption\":\"Taube-34\"")));
    posts.add(
        telegram(
            message(alone(), "\"edit_date\":%d,\"text\":\"zzz Wachtel-32\"".formatted(at()))
                .replaceFirst("\"message\"", "\"edited_message\"")));
    posts.add(telegram(callback()));
    posts.add(
        telegram(
            message(
                "\"id\":%s,\"title\":\"Zaunkoenig-30\",\"type\":\"supergroup\"".formatted(GROUP),
                "\"text\":\"@creators_bot zzz Adler-36\"")));
    posts.add(webChat("\"text\":\"zzz qqq Bussard-38\""));
    posts.add(
        webChat(
            """
            "text":"look","attachments":[{"type":"image","url":"https://files.example/Falke-40.png",
            "mime_type":"image/png","name":"Geier-39.png","size":5}]\
            """));
    return List.copyOf(posts);
  }

  /** What nobody has signed. */
  Post forged() {
    return whatsApp(text("zzz Eule-43"), PHONE, "");
  }

  private long at() {
    return now.getEpochSecond() + count;
  }

  private static String text(String words) {
    return "\"type\":\"text\",\"text\":{\"body\":\"" + words + "\"}";
  }

  private Post whatsApp(String content, String from, String userId) {
    count++;
    return whatsApp(content, from, userId, "wamid.CANARY" + count, Long.toString(at()));
  }

  private Post old(String content, Duration age) {
    count++;
    return whatsApp(
        content, PHONE, "", "wamid.CANARY" + count, Long.toString(at() - age.toSeconds()));
  }

  /** Genuine, and without the id that every message has. */
  private Post unreadable() {
    return whatsApp(text("zzz Sperling-42"), PHONE, "", "", Long.toString(at()));
  }

  private static Post whatsApp(
      String content, String from, String userId, String id, String timestamp) {
    return new Post(
        "whatsapp",
        """
        {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages",
        "value":{"metadata":{"phone_number_id":"%s"},"contacts":[{"wa_id":"%s",
        "profile":{"name":"Vogel-03"}}],"messages":[{"from":"%s",%s%s"timestamp":"%s",%s}]}}]}]}\
        """
            .formatted(
                WHATSAPP,
                from,
                from,
                userId.isEmpty() ? "" : "\"from_user_id\":\"" + userId + "\",",
                id.isEmpty() ? "" : "\"id\":\"" + id + "\",",
                timestamp,
                content));
  }

  private static String alone() {
    return "\"id\":%s,\"first_name\":\"Bachstelze-26\",\"type\":\"private\"".formatted(CHAT);
  }

  private static String sender() {
    return """
    {"id":%s,"is_bot":false,"first_name":"Bachstelze-26","last_name":"Dohle-27",
    "username":"kanarigram28","language_code":"en"}\
    """
        .formatted(CHAT);
  }

  private String message(String chat, String content) {
    count++;
    return """
    "message":{"message_id":%d,"from":%s,"chat":{%s},"date":%d,%s}\
    """
        .formatted(count, sender(), chat, at(), content);
  }

  private String callback() {
    count++;
    return """
    "callback_query":{"id":"%d","from":%s,"message":{"message_id":%d,"from":{"id":1,"is_bot":true,
    "first_name":"Bot"},"chat":{%s},"date":%d,"text":"?"},"chat_instance":"1","data":"Kuckuck-33"}\
    """
        .formatted(count, sender(), count, alone(), at());
  }

  private Post telegram(String update) {
    return new Post("telegram", "{\"update_id\":%d,%s}".formatted(770000 + count, update));
  }

  private Post webChat(String content) {
    count++;
    return new Post(
        "webchat",
        """
        {"type":"message.created","timestamp":"%s","data":{"account":"%s","conversation_id":
        "zeisig-konversation-37","message_id":"m%d","user":{"id":"%s","name":"Schwalbe-44",
        "locale":"en-IN"},%s}}\
        """
            .formatted(now.plusSeconds(count), WEBCHAT, count, APP_USER, content));
  }
}
