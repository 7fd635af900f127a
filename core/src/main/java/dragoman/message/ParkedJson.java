package dragoman.message;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * How a {@link Parked} body waits for a person: {@code parked.v1}, ASCII only. The body is gzip in
 * base64, cut into pieces because our JSON takes no text longer than 256 KiB; joined they read with
 * {@code jq -r '.body|add' | base64 -d | gunzip}.
 */
public final class ParkedJson {
  public static final String VERSION = "parked.v1";

  /** The most a body may unpack to: no channel accepts a larger webhook. */
  public static final int MAX_BODY = 4 << 20;

  private static final int PIECE = 128 << 10;

  private ParkedJson() {}

  public static String write(Parked parked) {
    var json =
        Json.object()
            .put("v", VERSION)
            .put("where", parked.where())
            .put("reason", parked.reason())
            .put("at", parked.at().toString());
    parked.tenant().ifPresent(tenant -> json.put("tenant", tenant));
    if (!parked.accounts().isEmpty()) {
      Fields.put(json, "accounts", parked.accounts());
    }
    Fields.put(json, "body", pieces(Base64.getEncoder().encodeToString(packed(parked.body()))));
    return Json.write(json);
  }

  public static Parked read(String text) throws Json.Malformed {
    var fields = Fields.of(text, VERSION);
    return new Parked(
        fields.text("where"),
        fields.text("reason"),
        body(fields),
        fields.instant("at"),
        fields.optionalText("tenant"),
        fields.optionalTexts("accounts"));
  }

  private static byte[] body(Fields fields) throws Json.Malformed {
    byte[] body;
    try (var unpacked =
        new GZIPInputStream(
            new ByteArrayInputStream(
                Base64.getDecoder().decode(String.join("", fields.texts("body")))))) {
      body = unpacked.readNBytes(MAX_BODY + 1);
    } catch (IllegalArgumentException | IOException e) {
      throw fields.wrong("body", "is not gzip in base64");
    }
    if (body.length > MAX_BODY) {
      throw fields.wrong("body", "unpacks to more than " + MAX_BODY + " bytes");
    }
    return body;
  }

  private static byte[] packed(byte[] body) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new IllegalStateException("memory can always be written", e);
    }
    return bytes.toByteArray();
  }

  private static List<String> pieces(String text) {
    var pieces = new ArrayList<String>();
    for (var from = 0; from < text.length(); from += PIECE) {
      pieces.add(text.substring(from, Math.min(text.length(), from + PIECE)));
    }
    return pieces;
  }
}
