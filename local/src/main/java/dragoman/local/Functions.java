package dragoman.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.functions.DynamoLedger;
import dragoman.functions.EventsFolder;
import dragoman.functions.PolicyFolder;
import dragoman.local.command.PolicyFiles;
import dragoman.local.command.Transcripts;
import dragoman.local.inspection.Messages;
import dragoman.local.installation.Pipeline;
import dragoman.local.installation.SeedContact;
import dragoman.local.provider.Sent;
import dragoman.local.provider.SentLog;
import dragoman.local.runner.Clients;
import dragoman.local.runner.HandlerFactory;
import dragoman.local.runner.Handlers;
import dragoman.local.teams.Team;
import dragoman.local.template.Stack;
import dragoman.pipeline.ContactKey;
import dragoman.pipeline.Doors;
import dragoman.pipeline.Doors.Exchange;
import dragoman.policy.Policy;
import dragoman.policy.Reading;
import dragoman.rehearsal.Difference;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Dragoman's own functions and policy, as the local runner and the command line want them. */
final class Functions implements Pipeline, PolicyFiles, Transcripts {
  private final Messages.Receipts receipts = new Messages.Receipts();

  @Override
  public HandlerFactory handlers(SentLog sent) {
    return new Handlers(http -> recorded(http, sent), receipts);
  }

  private static Doors.Http recorded(Doors.Http http, SentLog sent) {
    return (provider, call) -> {
      var exchange = http.send(provider, call);
      var now = Instant.now();
      sent.add(
          switch (exchange) {
            case Exchange.Answered(var answer) -> Sent.answered(now, provider, call, answer);
            case Exchange.NotSent _, Exchange.Lost _ -> Sent.lost(now, provider, call);
          });
      return exchange;
    };
  }

  @Override
  public List<ObjectNode> messages(Clients clients, Stack stack) {
    return new Messages(clients.dynamoDb(), stack.tables().getFirst().name(), receipts).all();
  }

  @Override
  public List<ObjectNode> of(Optional<URI> endpoint, String stack, String conversation) {
    try (var clients = Clients.operators(endpoint, Optional.empty())) {
      return new Messages(clients.dynamoDb(), stack + "-Table", receipts).of(conversation);
    } catch (SdkException e) {
      throw new IllegalStateException(
          "the table %s-Table cannot be read: %s. Is --stack right, and may you read it?"
              .formatted(stack, e.getMessage()));
    }
  }

  @Override
  public void forget() {
    receipts.clear();
  }

  @Override
  public void seed(Clients clients, Stack stack, List<SeedContact> contacts) {
    var ledger =
        new DynamoLedger(
            clients.dynamoDb(), stack.tables().getFirst().name(), InstantSource.system());
    var tenant = stack.functions().getFirst().environment().get("TENANT");
    contacts.forEach(it -> ledger.know(ContactKey.of(tenant, it.channel(), it.id()), it.profile()));
  }

  @Override
  public List<String> problems(Path folder) {
    return switch (read(folder)) {
      case Reading.Good(_, var warnings) -> warnings.stream().map(Object::toString).toList();
      case Reading.Bad(var problems) -> problems.stream().map(Object::toString).toList();
    };
  }

  @Override
  public Policy policy(Path folder) {
    return good(folder);
  }

  @Override
  public List<Team> teams(Path folder) {
    return good(folder).teams().values().stream()
        .map(team -> new Team(team.name(), team.workspace()))
        .toList();
  }

  @Override
  public List<Difference> rehearse(Path folder, Path events) {
    return new EventsFolder(events).differences(good(folder));
  }

  @Override
  public int writeGolden(Path folder, Path events) {
    return new EventsFolder(events).write(good(folder)).size();
  }

  private static Policy good(Path folder) {
    return switch (read(folder)) {
      case Reading.Good(var policy, _) -> policy;
      case Reading.Bad(var problems) ->
          throw new IllegalArgumentException(
              "the policy has " + problems.size() + " problems; see './dragoman lint'");
    };
  }

  private static Reading read(Path folder) {
    try {
      return PolicyFolder.read(folder);
    } catch (PolicyFolder.Refused e) {
      throw new IllegalArgumentException(e.getMessage());
    }
  }
}
