package dragoman.proof.simulation;

import dragoman.message.EventKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the world outside saw and did, noted as it happened: all that the oracle goes by. */
final class Journal {
  /** A reply that a person sees. */
  record Seen(int person, String text, long atMillis) {}

  /** Something no run may show, whatever the oracle finds. */
  final List<String> broken = new ArrayList<>();

  /** Which messages a provider was told are safe. */
  final Set<Integer> answered = new HashSet<>();

  /** Keys of events in the order in which the inbound queue took them first, by group. */
  final Map<String, LinkedHashSet<EventKey>> accepted = new LinkedHashMap<>();

  /** When a genuine webhook was taken for a forgery. */
  final List<Long> refusals = new ArrayList<>();

  final List<Seen> seen = new ArrayList<>();

  /** When a receipt was first noted for what a person saw, by person and text. */
  final Map<List<Object>, Long> receipts = new HashMap<>();

  /** Conversations of which an operator put letters back: their order is not promised. */
  final Set<String> redriven = new HashSet<>();

  /** How many letters an operator put back. */
  int redrives;
}
