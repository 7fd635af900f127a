package dragoman.proof.fuzzing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;

/** Numbers and texts that parsers have stumbled over. */
final class Oddities {
  private static final List<String> WHOLE =
      List.of(
          "0",
          "-1",
          "2147483648",
          "-9223372036854775808",
          "9223372036854775807",
          "9223372036854775808",
          "99999999999999999999999999",
          "253402300799",
          "253402300800",
          "-62135596801",
          "1".repeat(128),
          "9".repeat(1_000));

  private static final List<String> DECIMAL =
      List.of(
          "-0.0",
          "1e-400",
          "1e400",
          "-1e400",
          "1.7976931348623157e308",
          "0.1",
          "1E2",
          "1e-1000000",
          "1e999999999",
          "1772442000.0",
          "9.007199254740993e15");

  private static final List<String> TEXT =
      List.of(
          "\u0000",
          "\u0007\u001b[31m",
          "\uFEFF",
          "\uFFFE\uFFFF",
          "\u200B",
          "\u202E",
          "\u2066",
          "\u2028",
          "\u0085",
          "e\u0301".repeat(30),
          "\u0E33".repeat(20),
          "👩‍👩‍👧‍👦",
          "\uE001",
          "İ",
          "ﷺ",
          "𝕳",
          "<!channel>",
          "<@U123|x>",
          "&lt;https://x.example|y&gt;",
          "@here #general :smile: *a* _b_ ~c~ `d`",
          "http://x.example/a b",
          "{{7*7}}${7*7}",
          "' OR 1=1 --",
          "../../etc/passwd",
          "\r\nX-Injected: 1",
          "%00%2e%2e%2f%",
          "true",
          "null",
          "1e5",
          "2026-02-30T25:61:61Z",
          "+1000000000-12-31T23:59:59Z",
          "-999999999-01-01T00:00:00Z",
          "2026-03-01T09:30:00.123456789+01:00",
          "0".repeat(64) + "." + "f".repeat(64) + ".99",
          "a".repeat(64));

  private static final String LETTERS =
      "aZ09 .,:;<>&@#*_~`\"'\\/|%+-=()[]{}\n\té中한أабहिमो\u200d\u0301\u064b";

  private Oddities() {}

  static JsonNode number(SplittableRandom dice) {
    return dice.nextBoolean()
        ? BigIntegerNode.valueOf(new BigInteger(WHOLE.get(dice.nextInt(WHOLE.size()))))
        : DecimalNode.valueOf(new BigDecimal(DECIMAL.get(dice.nextInt(DECIMAL.size()))));
  }

  /**
   * An odd text, or an honest one with something odd in it. One in some hundreds is longer than any
   * parser of ours takes.
   */
  static String text(String honest, SplittableRandom dice) {
    return switch (dice.nextInt(6)) {
      case 0 -> TEXT.get(dice.nextInt(TEXT.size()));
      case 1 -> random(dice, dice.nextInt(12));
      case 2 -> inserted(honest, random(dice, 1 + dice.nextInt(4)), dice);
      case 3 -> honest.substring(0, dice.nextInt(honest.length() + 1));
      case 4 -> {
        var most = dice.nextInt(150) == 0 ? 300_000 : 2_000;
        var piece = TEXT.get(dice.nextInt(TEXT.size()));
        yield piece.repeat(1 + dice.nextInt(most) / piece.length());
      }
      default -> inserted(honest, TEXT.get(dice.nextInt(TEXT.size())), dice);
    };
  }

  private static String inserted(String honest, String odd, SplittableRandom dice) {
    var at = dice.nextInt(honest.length() + 1);
    return honest.substring(0, at) + odd + honest.substring(at);
  }

  private static String random(SplittableRandom dice, int length) {
    var text = new StringBuilder();
    for (var i = 0; i < length; i++) {
      switch (dice.nextInt(8)) {
        case 0 -> text.append((char) dice.nextInt(0x100));
        case 1 -> text.append((char) dice.nextInt(0xD800));
        case 2 -> text.appendCodePoint(0x1F300 + dice.nextInt(0x300));
        case 3 -> text.append('\uE001');
        default -> text.append(LETTERS.charAt(dice.nextInt(LETTERS.length())));
      }
    }
    return text.toString();
  }
}
