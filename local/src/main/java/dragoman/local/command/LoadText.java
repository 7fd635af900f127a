package dragoman.local.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dragoman.local.load.EmbeddedReport;
import dragoman.proof.load.LoadReport;

/** Reports of loads, for people and for programs. */
final class LoadText {
  private LoadText() {}

  static String of(LoadReport it) {
    var text =
        new StringBuilder(
            """
            messages          %d in %.1f s, %.0f a second
            lost              %d
            doubled           %d
            out of order      %d
            routing, p99      %.2f ms
            webhook to reply  median %.1f ms, p99 %.1f ms
            """
                .formatted(
                    it.messages(),
                    it.seconds(),
                    it.rate(),
                    it.lost(),
                    it.doubled(),
                    it.outOfOrder(),
                    millis(it.routing()),
                    millis(it.replyMedian()),
                    millis(it.reply())));
    if (it.hotReply() > 0) {
      text.append("hot conversation  p99 %.1f ms\n".formatted(millis(it.hotReply())));
    }
    it.recovery()
        .ifPresent(
            nanos -> text.append("after the burst   calm in %.1f s\n".formatted(nanos / 1e9)));
    for (var mark : it.marks()) {
      text.append(
          "at %-14d %.1f MB retained, %d threads, %d handles\n"
              .formatted(
                  mark.messages(), mark.retained() / 1048576.0, mark.threads(), mark.handles()));
    }
    return text.append(verdict(it.sound())).toString();
  }

  static String of(EmbeddedReport it) {
    return """
    messages          %d in %.1f s, %.1f a second
    lost              %d
    doubled           %d
    out of order      %d
    posted again      %d
    webhook to reply  median %.0f ms, p99 %.0f ms
    """
            .formatted(
                it.messages(),
                it.seconds(),
                it.rate(),
                it.lost(),
                it.doubled(),
                it.outOfOrder(),
                it.refused(),
                millis(it.median()),
                millis(it.p99()))
        + verdict(it.sound());
  }

  static String json(LoadReport it) {
    var json =
        JsonNodeFactory.instance
            .objectNode()
            .put("messages", it.messages())
            .put("seconds", it.seconds())
            .put("lost", it.lost())
            .put("doubled", it.doubled())
            .put("outOfOrder", it.outOfOrder())
            .put("routingP99Millis", millis(it.routing()))
            .put("replyMedianMillis", millis(it.replyMedian()))
            .put("replyP99Millis", millis(it.reply()))
            .put("hotReplyP99Millis", millis(it.hotReply()));
    it.recovery().ifPresent(nanos -> json.put("recoverySeconds", nanos / 1e9));
    var marks = json.putArray("marks");
    it.marks()
        .forEach(
            mark ->
                marks
                    .addObject()
                    .put("messages", mark.messages())
                    .put("retainedBytes", mark.retained())
                    .put("threads", mark.threads())
                    .put("handles", mark.handles()));
    return json.toString();
  }

  static String json(EmbeddedReport it) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("messages", it.messages())
        .put("seconds", it.seconds())
        .put("lost", it.lost())
        .put("doubled", it.doubled())
        .put("outOfOrder", it.outOfOrder())
        .put("postedAgain", it.refused())
        .put("replyMedianMillis", millis(it.median()))
        .put("replyP99Millis", millis(it.p99()))
        .toString();
  }

  private static double millis(long nanos) {
    return Math.round(nanos / 1e4) / 100.0;
  }

  private static String verdict(boolean sound) {
    return sound
        ? "Each message came out once, in its conversation's order."
        : "NOT SOUND: messages were lost, doubled or out of order.";
  }
}
