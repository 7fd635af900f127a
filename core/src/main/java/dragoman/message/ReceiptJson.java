package dragoman.message;

/** How a {@link Receipt} waits on the receipts queue: {@code receipt.v1}, ASCII only. */
public final class ReceiptJson {
  public static final String VERSION = "receipt.v1";

  private ReceiptJson() {}

  public static String write(Receipt receipt) {
    var json =
        Json.object()
            .put("v", VERSION)
            .put("key", receipt.key().value())
            .put("channel", receipt.channel())
            .put("endpoint", receipt.endpoint())
            .put("account", receipt.account())
            .put("externalId", receipt.externalId())
            .put("recipient", receipt.recipient())
            .put("status", Fields.written(receipt.status()))
            .put("at", receipt.at().toString());
    receipt.callback().ifPresent(callback -> json.put("callback", callback));
    receipt.error().ifPresent(error -> json.put("error", error));
    return Json.write(json);
  }

  public static Receipt read(String text) throws Json.Malformed {
    var fields = Fields.of(text, VERSION);
    return new Receipt(
        fields.parsed("key", EventKey::new),
        fields.text("channel"),
        fields.text("endpoint"),
        fields.text("account"),
        fields.text("externalId"),
        fields.text("recipient"),
        fields.constant("status", Receipt.Status.values()),
        fields.optionalText("callback"),
        fields.optionalText("error"),
        fields.instant("at"));
  }
}
