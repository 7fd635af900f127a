package dragoman.local.cost;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An estimate for programs: one object, amounts in US dollars. */
public final class EstimateJson {
  private EstimateJson() {}

  public static ObjectNode of(Estimate estimate) {
    var traffic = estimate.traffic();
    var json = object();
    json.put("region", estimate.prices().region());
    json.set(
        "traffic",
        object()
            .put("messages", traffic.messages())
            .put("answered", traffic.answered())
            .put("escalated", traffic.escalated())
            .put("repeated", traffic.repeated())
            .put("statuses", traffic.statuses())
            .put("batch", traffic.batch()));
    json.put("dollars", cents(estimate.dollars()));
    json.put("dollarsPerMillionMessages", cents(estimate.perMillion()));
    json.put("dollarsIdle", cents(estimate.idle().dollars()));
    json.put("dollarsTasks", cents(estimate.tasks().dollars()));
    json.set("month", lines(estimate.month()));
    json.set("idle", lines(estimate.idle()));
    var surprises = json.putArray("notInTheSum");
    estimate.surprises().forEach(surprises::add);
    var comparisons = json.putArray("comparisons");
    estimate
        .comparisons()
        .forEach(
            it ->
                comparisons
                    .addObject()
                    .put("work", it.work())
                    .put("batch", it.batch())
                    .put("ours", cents(it.ours().dollars()))
                    .put("naive", cents(it.naive().dollars()))
                    .put("ratio", cents(it.ratio())));
    return json;
  }

  private static ArrayNode lines(Bill bill) {
    var array = JsonNodeFactory.instance.arrayNode();
    bill.lines()
        .forEach(
            it ->
                array
                    .addObject()
                    .put("service", it.price().service())
                    .put("price", it.price().name())
                    .put("what", it.what())
                    .put("quantity", it.quantity())
                    .put("unit", it.price().unit())
                    .put("dollarsPerUnit", it.price().dollars())
                    .put("dollars", it.dollars()));
    return array;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static double cents(double dollars) {
    return Math.round(dollars * 100) / 100.0;
  }
}
