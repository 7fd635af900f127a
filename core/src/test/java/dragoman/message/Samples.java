package dragoman.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Seeded random records: the same seed always gives the same ones. */
public final class Samples {
  private static final List<String> NASTY =
      List.of(
          "",
          " ",
          "\u0000\u0001\b\f\u001f\u007f\u0085",
          "\"\\/\r\n\t",
          "\\ud800 \\\\uD83D",
          "\ufffe\uffff\ufeff",
          "\u202e<!here>\u2066",
          "मेरा भुगतान नहीं आया",
          "לא קיבלתי תשלום ٤٥٦",
          "👩‍👩‍👧🏽 🇮🇳 𝟜𝟚",
          "e\u0301\u0301\u0301",
          "</script>${jndi:x}'; --",
          "null");

  private final Random random;

  public Samples(long seed) {
    random = new Random(seed);
  }

  public Event event() {
    return switch (random.nextInt(4)) {
      case 0 -> new ReplyEnded(eventKey(), conversationKey(), ref(), random.nextBoolean(), text());
      case 1 -> new Nudge(eventKey(), conversationKey(), eventKey(), instant());
      default -> message();
    };
  }

  public InboundMessage message() {
    return new InboundMessage(
        eventKey(),
        conversationKey(),
        text(),
        text(),
        text(),
        sender(),
        text(),
        random.nextBoolean(),
        content(3),
        text(),
        text(),
        instant(),
        random.nextLong(),
        maybe(() -> new Handle(text(), instant())));
  }

  public Receipt receipt() {
    return new Receipt(
        eventKey(),
        text(),
        text(),
        text(),
        text(),
        text(),
        one(Receipt.Status.values()),
        maybe(this::text),
        maybe(this::text),
        instant());
  }

  public Task task() {
    return new Task(
        effectId(),
        one(Task.Kind.values()),
        text(),
        conversationKey(),
        text(),
        text(),
        maybe(this::text),
        understanding(),
        several(this::text),
        text(),
        text(),
        text(),
        text(),
        text(),
        maybe(this::text),
        maybe(this::text),
        content(3),
        text(),
        several(this::line),
        text(),
        maybe(this::instant),
        instant(),
        random.nextBoolean(),
        maybe(this::instant));
  }

  public Escalation escalation() {
    return new Escalation(
        effectId(),
        ref(),
        text(),
        text(),
        text(),
        "P" + (1 + random.nextInt(4)),
        text(),
        maybe(this::text),
        maybe(this::text),
        text(),
        text(),
        instant());
  }

  public Parked parked() {
    var body = new byte[random.nextInt(2000)];
    random.nextBytes(body);
    return new Parked(
        text(),
        text(),
        body,
        instant(),
        maybe(this::text),
        random.nextBoolean() ? List.of(text(), text()) : List.of());
  }

  /** Content of every kind, {@code depth} edits deep at most. */
  public Content content(int depth) {
    return switch (random.nextInt(depth > 0 ? 10 : 9)) {
      case 0 -> new Content.Text(text());
      case 1 ->
          new Content.Media(
              one(Content.MediaKind.values()),
              text(),
              maybe(this::text),
              maybe(this::text),
              random.nextBoolean() ? OptionalLong.of(random.nextLong()) : OptionalLong.empty(),
              random.nextBoolean() ? OptionalLong.of(random.nextInt()) : OptionalLong.empty(),
              maybe(this::text));
      case 2 ->
          new Content.Location(
              random.nextDouble(-90, 90),
              random.nextDouble(-180, 180),
              maybe(this::text),
              maybe(this::text));
      case 3 -> new Content.Contacts(several(() -> new Content.Card(text(), several(this::text))));
      case 4 -> new Content.Reaction(maybe(this::text), text());
      case 5 -> new Content.Tap(text(), text(), maybe(this::text));
      case 6 -> new Content.Deleted(text());
      case 7 -> new Content.Notice(text(), maybe(this::text));
      case 8 -> new Content.Unsupported(text());
      default -> new Content.Edited(content(depth - 1), text());
    };
  }

  public Sender sender() {
    var id = text();
    return new Sender(
        id,
        Stream.concat(several(this::text).stream(), Stream.of(id)).toList(),
        maybe(this::text),
        maybe(this::text));
  }

  public Profile profile() {
    return new Profile(
        maybe(this::text),
        maybe(this::text),
        maybe(this::text),
        maybe(this::text),
        maybe(this::text));
  }

  public Understanding understanding() {
    return new Understanding(
        maybe(this::text), maybe(this::text), random.nextDouble(), several(this::text));
  }

  public Line line() {
    return new Line(instant(), one(Line.Author.values()), text(), text());
  }

  /** Nasty text, or up to 40 random characters of any plane, never a lone surrogate. */
  public String text() {
    return random.nextInt(3) == 0
        ? NASTY.get(random.nextInt(NASTY.size()))
        : random
            .ints(random.nextInt(40), 0, Character.MAX_CODE_POINT + 1)
            .map(c -> random.nextBoolean() ? c % 0x3000 : c)
            .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  private Instant instant() {
    return Instant.ofEpochSecond(
        random.nextLong(4_000_000_000L), random.nextBoolean() ? random.nextInt(1_000_000_000) : 0);
  }

  private EventKey eventKey() {
    return EventKey.of(text(), text(), text(), text(), text());
  }

  private ConversationKey conversationKey() {
    return ConversationKey.of(text(), text(), text(), text());
  }

  private EffectId effectId() {
    return EffectId.of(eventKey(), text(), random.nextInt(9));
  }

  private EffectRef ref() {
    return new EffectRef(conversationKey(), eventKey(), random.nextInt(100));
  }

  private <T> Optional<T> maybe(Supplier<T> supplier) {
    return random.nextBoolean() ? Optional.of(supplier.get()) : Optional.empty();
  }

  private <T> List<T> several(Supplier<T> supplier) {
    return Stream.generate(supplier).limit(random.nextInt(4)).toList();
  }

  private <T> T one(T[] of) {
    return of[random.nextInt(of.length)];
  }
}
