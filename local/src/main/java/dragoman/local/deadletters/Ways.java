package dragoman.local.deadletters;

import dragoman.channel.Channels;
import dragoman.channel.Endpoint;
import dragoman.channel.Reception;
import dragoman.channel.Secret;
import dragoman.local.deadletters.Way.Onward;
import dragoman.message.Event;
import dragoman.message.EventJson;
import dragoman.message.InboundMessage;
import dragoman.message.Json;
import dragoman.message.Parked;
import dragoman.message.ParkedJson;
import dragoman.message.ReceiptJson;
import dragoman.pipeline.Receive;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds how a letter goes on: a dead letter back to the queue it died on, what was set aside
 * through its channel's own reading to where its messages belong.
 *
 * @param accounts the accounts an endpoint speaks for, in place of those that were noted when the
 *     body was set aside; empty for those
 */
record Ways(Layout layout, Set<String> accounts, InstantSource clock) {
  /** Good for nothing: it signs, for one reading, what was proved genuine when it came. */
  private static final Secret THROW_AWAY = new Secret("whsec_" + "dGhyb3ctYXdheQ==");

  Way of(Shelf shelf, DeadLetter letter) {
    return switch (shelf) {
      case Shelf.Dead dead -> back(dead, letter);
      case Shelf.SetAside _ -> readAgain(letter);
    };
  }

  private Way back(Shelf.Dead shelf, DeadLetter letter) {
    var label = Label.of(letter.body());
    var source = source(shelf, letter, label);
    if (source.isEmpty()) {
      return new Way.Stays(
          "nobody knows which queue it came from: the service does not say, nor does the message");
    }
    if (!source.get().endsWith(".fifo")) {
      return new Way.On(
          List.of(new Onward(source.get(), Optional.empty(), "", letter.body())), false);
    }
    return letter
        .group()
        .or(label::conversation)
        .<Way>map(
            group ->
                new Way.On(
                    List.of(
                        new Onward(
                            source.get(), Optional.of(group), letter.again(), letter.body())),
                    source.get().equals(layout.inbound()) && tooOld(letter.body())))
        .orElseGet(
            () ->
                new Way.Stays(
                    "nobody knows whose it is: the service does not say, nor does the message"));
  }

  private Optional<String> source(Shelf.Dead shelf, DeadLetter letter, Label label) {
    if (shelf.sources().size() == 1) {
      return Optional.of(shelf.sources().getFirst());
    }
    return letter
        .source()
        .map(arn -> arn.substring(arn.lastIndexOf(':') + 1))
        .or(() -> label.team().map(team -> layout.teamPrefix() + team + ".fifo"))
        .filter(shelf.sources()::contains);
  }

  private boolean tooOld(String body) {
    try {
      return EventJson.read(body) instanceof InboundMessage message && tooOld(message);
    } catch (Json.Malformed e) {
      return false;
    }
  }

  private boolean tooOld(Event event) {
    return event instanceof InboundMessage message
        && !layout.maxEventAge().isZero()
        && message.at().isBefore(clock.instant().minus(layout.maxEventAge()));
  }

  private Way readAgain(DeadLetter letter) {
    Parked parked;
    try {
      parked = ParkedJson.read(letter.body());
    } catch (Json.Malformed e) {
      return new Way.Stays("not readable: " + e.getMessage());
    }
    var text = new String(parked.body(), StandardCharsets.UTF_8);
    try {
      return event(letter, EventJson.read(text));
    } catch (Json.Malformed e) {
      return parked.where().contains("/")
          ? webhook(letter, parked)
          : new Way.Stays("still not readable: " + e.getMessage());
    }
  }

  private Way event(DeadLetter letter, Event event) {
    var written = EventJson.write(event);
    return written.length() > Receive.MAX_EVENT
        ? new Way.Stays("still " + Receive.TOO_LARGE)
        : new Way.On(List.of(inbound(letter, event, written)), tooOld(event));
  }

  private Onward inbound(DeadLetter letter, Event event, String written) {
    return new Onward(
        layout.inbound(),
        Optional.of(event.group().value()),
        letter.again(event.key().value()),
        written);
  }

  private Way webhook(DeadLetter letter, Parked parked) {
    var slash = parked.where().indexOf('/');
    var channel = Channels.named(parked.where().substring(0, slash));
    if (channel.isEmpty()) {
      return new Way.Stays("there is no channel " + parked.where().substring(0, slash));
    }
    var speaksFor = accounts.isEmpty() ? Set.copyOf(parked.accounts()) : accounts;
    if (speaksFor.isEmpty()) {
      return new Way.Stays("nobody noted which account it came to: name it with --account");
    }
    var endpoint =
        new Endpoint(
            parked.tenant().orElse(layout.tenant()),
            channel.get().name(),
            parked.where().substring(slash + 1),
            List.of(THROW_AWAY),
            Optional.empty(),
            speaksFor);
    var request = channel.get().sign(parked.body(), endpoint, parked.at());
    // As of when it came: times that a body leaves out are that.
    return switch (channel.get().receive(request, endpoint, parked.at())) {
      case Reception.Accepted accepted -> accepted(letter, accepted);
      case Reception.Refused(_, var reason) -> new Way.Stays("still not readable: " + reason);
      case Reception.Handshake _ -> new Way.Stays("it is a handshake, nobody's words");
    };
  }

  /** All or nothing: what goes on in part could not be told from what goes on whole. */
  private Way accepted(DeadLetter letter, Reception.Accepted accepted) {
    if (!accepted.unreadable().isEmpty()) {
      return new Way.Stays("still not readable: " + accepted.unreadable().getFirst().reason());
    }
    var onward = new ArrayList<Onward>();
    var old = false;
    for (var message : accepted.messages()) {
      switch (event(letter, message)) {
        case Way.On(var letters, var tooOld) -> {
          onward.addAll(letters);
          old |= tooOld;
        }
        case Way.Stays stays -> {
          return stays;
        }
      }
    }
    accepted
        .receipts()
        .forEach(
            it ->
                onward.add(
                    new Onward(layout.receipts(), Optional.empty(), "", ReceiptJson.write(it))));
    return onward.isEmpty()
        ? new Way.Stays("nothing in it is for us: discard it if you agree")
        : new Way.On(onward, old);
  }
}
