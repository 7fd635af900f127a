package dragoman.channel;

import dragoman.message.InboundMessage;
import dragoman.message.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What every webhook call passes before it is proven genuine, and what is said at the gate. */
final class Gate {
  private Gate() {}

  /** Refuses what is not even worth the cost of checking a signature. */
  static Optional<Reception> turnedAway(WebhookRequest request, Set<String> methods, int maxBytes) {
    if (!methods.contains(request.method())) {
      var allow = Map.of("allow", String.join(", ", methods.stream().sorted().toList()));
      return Optional.of(
          new Reception.Refused(new HttpAnswer(405, allow, ""), "method not allowed"));
    }
    if (request.body().length > maxBytes) {
      return Optional.of(refused(413, "body longer than " + maxBytes + " bytes"));
    }
    var encodings = request.headers().getOrDefault("content-encoding", List.of());
    return encodings.stream().allMatch(encoding -> encoding.strip().equalsIgnoreCase("identity"))
        ? Optional.empty()
        : Optional.of(refused(415, "content encoding not supported"));
  }

  static Reception notGenuine() {
    return refused(401, "not genuine");
  }

  static Reception refused(int status, String reason) {
    return new Reception.Refused(HttpAnswer.text(status, reason), reason);
  }

  /**
   * The account of a channel whose bodies do not name it: the only one of its endpoint, or the
   * endpoint's name where every account is allowed.
   */
  static Optional<String> onlyAccount(Endpoint endpoint) {
    var named =
        endpoint.accounts().stream()
            .filter(account -> !account.equals(Endpoint.ANY_ACCOUNT))
            .toList();
    if (named.size() == 1) {
      return Optional.of(named.getFirst());
    }
    return endpoint.speaksFor(endpoint.name()) ? Optional.of(endpoint.name()) : Optional.empty();
  }

  /** What one webhook body turned out to hold, gathered item by item. */
  static final class Findings {
    private final List<InboundMessage> messages = new ArrayList<>();
    private final List<Receipt> receipts = new ArrayList<>();
    private final List<Reception.Unreadable> unreadable = new ArrayList<>();
    private final List<Reception.Ignored> ignored = new ArrayList<>();

    void add(InboundMessage message) {
      messages.add(message);
    }

    void add(Receipt receipt) {
      receipts.add(receipt);
    }

    void unreadable(String reason, byte[] body) {
      unreadable.add(new Reception.Unreadable(reason, body));
    }

    void unreadable(String reason, String json) {
      unreadable(reason, json.getBytes(StandardCharsets.UTF_8));
    }

    void ignored(String reason, String type) {
      ignored.add(new Reception.Ignored(reason, Fields.word(type)));
    }

    /** No genuine body vanishes without a trace, not even an empty one. */
    Reception accepted() {
      return accepted(HttpAnswer.empty(200));
    }

    /**
     * @param answer for providers that read more than the status
     */
    Reception accepted(HttpAnswer answer) {
      if (messages.isEmpty() && receipts.isEmpty() && unreadable.isEmpty() && ignored.isEmpty()) {
        ignored("nothing in it", "empty");
      }
      return new Reception.Accepted(messages, receipts, unreadable, ignored, answer);
    }
  }
}
