package dragoman.local.installation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dragoman.local.embedded.EmbeddedAws;
import dragoman.local.inspection.Inspection;
import dragoman.local.inspection.Queues;
import dragoman.local.provider.Providers;
import dragoman.local.provider.SentLog;
import dragoman.local.runner.Clients;
import dragoman.local.runner.Provisioning;
import dragoman.local.runner.Runner;
import dragoman.local.template.Place;
import dragoman.local.template.Template;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** The pipeline, running on this machine. */
public final class Installation implements AutoCloseable {
  private final Optional<EmbeddedAws> embedded;
  private final Clients clients;
  private final Runner runner;
  private final Providers providers;
  private final SentLog sent;
  private final Addresses addresses;

  private Installation(
      Optional<EmbeddedAws> embedded,
      Clients clients,
      Runner runner,
      Providers providers,
      SentLog sent,
      Addresses addresses) {
    this.embedded = embedded;
    this.clients = clients;
    this.runner = runner;
    this.providers = providers;
    this.sent = sent;
    this.addresses = addresses;
  }

  /** Where everything answers. */
  public record Addresses(
      URI webhooks, URI sqs, URI dynamoDb, URI sns, URI inspect, URI providers) {
    /** The line that says the pipeline is ready. */
    public String readyLine() {
      return JsonNodeFactory.instance
          .objectNode()
          .put("ready", true)
          .put("webhooks", webhooks.toString())
          .put("sqs", sqs.toString())
          .put("dynamodb", dynamoDb.toString())
          .put("sns", sns.toString())
          .put("inspect", inspect.toString())
          .put("providers", providers.toString())
          .toString();
    }
  }

  /**
   * @throws IllegalArgumentException if a setting is wrong; the message says which and what to do
   */
  public static Installation start(Settings settings, Pipeline pipeline) {
    var template = Template.read(settings.template());
    var accounts = settings.accounts().map(Accounts::read).orElseGet(Accounts::shipped);
    var contacts = settings.contacts().map(Contacts::read).orElse(List.of());
    refuseUnknown(settings.providers(), accounts);
    var runner = Runner.bind(settings.port());
    var webhooks = runner.address().resolve("/webhooks");
    var embedded =
        settings.endpoint().isPresent()
            ? Optional.<EmbeddedAws>empty()
            : Optional.of(EmbeddedAws.start(0));
    var providers = Providers.start(webhooks, accounts.endpoints());
    var addresses =
        new Addresses(
            webhooks,
            embedded.map(EmbeddedAws::sqs).or(settings::endpoint).orElseThrow(),
            embedded.map(EmbeddedAws::dynamoDb).or(settings::endpoint).orElseThrow(),
            embedded.map(EmbeddedAws::sns).or(settings::endpoint).orElseThrow(),
            runner.address().resolve("/local"),
            providers.address());
    var clients = Clients.at(addresses.dynamoDb(), addresses.sqs(), addresses.sns());
    var installation =
        new Installation(embedded, clients, runner, providers, new SentLog(), addresses);
    try {
      installation.open(settings, pipeline, template, accounts, contacts);
      return installation;
    } catch (SdkClientException e) {
      installation.close();
      throw new IllegalArgumentException(
          "no AWS services answer at "
              + addresses.sqs()
              + "; start them with './dragoman aws', or leave --endpoint out");
    } catch (SdkServiceException e) {
      installation.close();
      throw new IllegalArgumentException(
          "what answers at "
              + addresses.sqs()
              + " is not all of the AWS services needed; use the 'endpoint' that './dragoman aws'"
              + " prints");
    } catch (RuntimeException e) {
      installation.close();
      throw e;
    }
  }

  private void open(
      Settings settings,
      Pipeline pipeline,
      Template template,
      Accounts accounts,
      List<SeedContact> contacts) {
    var place = place();
    var stack = template.at(place, settings.stack(), Map.of());
    var provisioning = new Provisioning(clients, stack);
    provisioning.ensure();
    pipeline.seed(clients, stack, contacts);
    var inspection =
        new Inspection(
            () -> pipeline.messages(clients, stack),
            sent,
            new Queues(clients, stack, place.queues())::depths,
            () ->
                reset(
                    provisioning,
                    () -> {
                      pipeline.forget();
                      pipeline.seed(clients, stack, contacts);
                    }));
    runner.start(
        stack,
        clients,
        pipeline.handlers(sent),
        overrides(settings, accounts, providerUrls(settings, accounts)),
        inspection);
  }

  /** Deletes what a pipeline that has stopped has left at an endpoint. */
  public static void remove(Path template, String stack, URI endpoint) {
    try (var clients = Clients.at(endpoint)) {
      var there = Template.read(template).at(Provisioning.place(clients), stack, Map.of());
      new Provisioning(clients, there).remove();
    }
  }

  private Place place() {
    return embedded.isPresent()
        ? new Place(
            EmbeddedAws.REGION,
            EmbeddedAws.ACCOUNT,
            addresses.sqs().resolve("/" + EmbeddedAws.ACCOUNT + "/").toString())
        : Provisioning.place(clients);
  }

  private void reset(Provisioning provisioning, Runnable seed) {
    runner.whileStill(
        () -> {
          provisioning.empty();
          seed.run();
          sent.clear();
          providers.clear();
        });
  }

  private Map<String, URI> providerUrls(Settings settings, Accounts accounts) {
    var urls = new TreeMap<String, URI>();
    accounts.channels().forEach(channel -> urls.put(channel, providers.address()));
    urls.put("slack", providers.address());
    if (accounts.ownWebChat()) {
      urls.remove("webchat");
    }
    urls.putAll(settings.providers());
    return urls;
  }

  private Map<String, String> overrides(
      Settings settings, Accounts accounts, Map<String, URI> urls) {
    var overrides = new HashMap<String, String>();
    overrides.put("AWS_ENDPOINT_URL_SQS", addresses.sqs().toString());
    overrides.put("AWS_ENDPOINT_URL_DYNAMODB", addresses.dynamoDb().toString());
    overrides.put("AWS_ENDPOINT_URL_SNS", addresses.sns().toString());
    overrides.put("SECRETS", "file:" + accounts.file().toAbsolutePath());
    overrides.put("POLICY_DIR", settings.policy().toAbsolutePath().toString());
    overrides.put("MAX_EVENT_AGE", settings.maxEventAge().toString());
    overrides.put(
        "PROVIDER_URLS",
        urls.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(",")));
    return overrides;
  }

  private static void refuseUnknown(Map<String, URI> providers, Accounts accounts) {
    var known = new TreeSet<>(accounts.channels());
    known.add("slack");
    for (var name : providers.keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "--provider "
                + name
                + "=…: there is no '"
                + name
                + "'; there is "
                + String.join(", ", known));
      }
    }
  }

  public Addresses addresses() {
    return addresses;
  }

  /** Stops: requests and batches at work are finished first. */
  @Override
  public void close() {
    runner.close();
    providers.close();
    clients.close();
    embedded.ifPresent(EmbeddedAws::close);
  }
}
