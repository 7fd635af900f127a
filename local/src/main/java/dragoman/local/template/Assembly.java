package dragoman.local.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts one template together for one place: every resource is read, ignored, or refused. */
final class Assembly {
  /** Resources that matter to an account and to nobody on one machine. */
  private static final Set<String> IGNORED =
      Set.of(
          "AWS::ApiGatewayV2::ApiMapping",
          "AWS::ApiGatewayV2::DomainName",
          "AWS::ApiGatewayV2::Stage",
          "AWS::Budgets::Budget",
          "AWS::CloudWatch::Alarm",
          "AWS::CloudWatch::CompositeAlarm",
          "AWS::CloudWatch::Dashboard",
          "AWS::IAM::ManagedPolicy",
          "AWS::IAM::Policy",
          "AWS::IAM::Role",
          "AWS::KMS::Alias",
          "AWS::KMS::Key",
          "AWS::Lambda::Permission",
          "AWS::Logs::LogGroup",
          "AWS::Logs::MetricFilter",
          "AWS::Logs::QueryDefinition",
          "AWS::SNS::TopicPolicy",
          "AWS::SQS::QueuePolicy",
          "AWS::SecretsManager::ResourcePolicy",
          "AWS::SecretsManager::Secret",
          "AWS::Serverless::HttpApi");

  private final Template template;
  private final Place place;
  private final String stackName;
  private final Scope scope;
  private final Map<String, Node> resources = new LinkedHashMap<>();
  private final Map<String, Assembly> nested = new HashMap<>();
  private final Set<String> naming = new HashSet<>();

  Assembly(Template template, Place place, String stackName, Map<String, Object> names) {
    this.template = template;
    this.place = place;
    this.stackName = stackName;
    this.scope =
        new Scope(
            template.file(),
            names,
            template.section("Conditions"),
            template.section("Mappings"),
            this::attribute);
    template
        .section("Resources")
        .forEach(
            (id, resource) -> {
              if (wanted(id, resource)) {
                resources.put(id, resource);
              }
            });
  }

  Stack stack() {
    var functions = new ArrayList<Stack.Function>();
    var queues = new ArrayList<Stack.Queue>();
    var tables = new ArrayList<Stack.Table>();
    var topics = new ArrayList<Stack.Topic>();
    var subscriptions = new ArrayList<Stack.Subscription>();
    var inner = new ArrayList<Stack>();
    var functionReader = new FunctionReader(Properties.of("Globals", globals(), scope), scope);
    resources.forEach(
        (id, resource) -> {
          var properties = properties(id);
          switch (type(resource)) {
            case "AWS::Serverless::Function" ->
                functions.add(functionReader.read(id, name(id), properties));
            case "AWS::SQS::Queue" -> queues.add(Resources.queue(id, name(id), properties));
            case "AWS::DynamoDB::Table" -> tables.add(Resources.table(id, name(id), properties));
            case "AWS::SNS::Topic" -> {
              topics.add(Resources.topic(id, name(id), arn(id), properties));
              subscriptions.addAll(Resources.inlineSubscriptions(id, arn(id), properties));
            }
            case "AWS::SNS::Subscription" ->
                subscriptions.add(Resources.subscription(id, properties));
            case "AWS::CloudFormation::Stack" -> inner.add(nested(id).stack());
            case String type when IGNORED.contains(type) -> {}
            case String type ->
                throw scope.problem(
                    resource, id + ": the local runner does not know the resource type " + type);
          }
        });
    return inner.stream()
        .reduce(
            new Stack(
                stackName,
                List.copyOf(functions),
                List.copyOf(queues),
                List.copyOf(tables),
                List.copyOf(topics),
                List.copyOf(subscriptions)),
            Stack::with);
  }

  /**
   * @param path of this stack, with a {@code /} at its end if it is nested
   */
  List<Resource> inventory(String path) {
    var written = new Written(scope);
    var all = new ArrayList<Resource>();
    resources.forEach(
        (id, resource) -> {
          var type = type(resource);
          var given = new HashMap<String, Object>();
          if (type.equals("AWS::Serverless::Function")) {
            given.putAll(written.fields(globals()));
          }
          given.putAll(written.fields(new Node.Fields(properties(id).fields(), 0)));
          all.add(new Resource(path + id, path, type, Map.copyOf(given)));
          if (type.equals("AWS::CloudFormation::Stack")) {
            all.addAll(nested(id).inventory(path + id + "/"));
          }
        });
    return all;
  }

  private boolean wanted(String id, Node resource) {
    return !(resource instanceof Node.Fields(var fields, var _)
            && fields.get("Condition") instanceof Node.Text(var condition, var _))
        || scope.condition(condition, resource);
  }

  private Node globals() {
    return template.section("Globals").get("Function");
  }

  private Properties properties(String id) {
    return resources.get(id) instanceof Node.Fields(var fields, var line)
            && fields.get("Properties") instanceof Node given
        ? Properties.of(id, given, scope)
        : new Properties(id, Map.of(), resources.get(id).line(), scope);
  }

  private String type(Node resource) {
    if (resource instanceof Node.Fields(var fields, var _)
        && fields.get("Type") instanceof Node.Text(var type, var _)) {
      return type;
    }
    throw scope.problem(resource, "a resource needs a Type");
  }

  /**
   * CloudFormation adds random letters to names it makes up; here the same name comes each time.
   */
  private String name(String id) {
    if (!naming.add(id)) {
      throw scope.problem(resources.get(id), id + ": its name depends on itself");
    }
    try {
      return madeUpOrGiven(id, properties(id));
    } finally {
      naming.remove(id);
    }
  }

  private String madeUpOrGiven(String id, Properties properties) {
    return switch (type(resources.get(id))) {
      case "AWS::SQS::Queue" ->
          properties
              .text("QueueName")
              .orElseGet(
                  () ->
                      stackName
                          + "-"
                          + id
                          + (properties.text("FifoQueue").orElse("").equals("true")
                              ? ".fifo"
                              : ""));
      case "AWS::DynamoDB::Table" -> properties.text("TableName").orElse(stackName + "-" + id);
      case "AWS::SNS::Topic" -> properties.text("TopicName").orElse(stackName + "-" + id);
      case "AWS::Serverless::Function" ->
          properties.text("FunctionName").orElse(stackName + "-" + id);
      case String _ -> stackName + "-" + id;
    };
  }

  private String arn(String id) {
    return switch (type(resources.get(id))) {
      case "AWS::SQS::Queue" -> place.arn("sqs", name(id));
      case "AWS::DynamoDB::Table" -> place.arn("dynamodb", "table/" + name(id));
      case "AWS::SNS::Topic" -> place.arn("sns", name(id));
      case "AWS::Serverless::Function" -> place.arn("lambda", "function:" + name(id));
      case String _ -> place.arn("local", name(id));
    };
  }

  private Optional<String> attribute(String id, String attribute) {
    if (id.equals("ServerlessHttpApi")) {
      return Optional.of("local");
    }
    if (!resources.containsKey(id)) {
      return Optional.empty();
    }
    var type = type(resources.get(id));
    return switch (type) {
      case "AWS::SQS::Queue" ->
          pick(attribute, place.queues() + name(id), "QueueName", "QueueUrl", id);
      case "AWS::SNS::Topic" -> pick(attribute, arn(id), "TopicName", "TopicArn", id);
      case "AWS::DynamoDB::Table" -> pick(attribute, name(id), "TableName", "StreamArn", id);
      case "AWS::Serverless::Function" ->
          attribute.equals("Version") // SAM's own: what it publishes; here there is only one.
              ? Optional.of(arn(id) + ":1")
              : pick(attribute, name(id), "FunctionName", "", id);
      case "AWS::CloudFormation::Stack" -> output(id, attribute);
      case String _ -> Optional.of(attribute.equals("Ref") ? name(id) : arn(id));
    };
  }

  /** The attributes all our resources have: Ref, Arn, one that is the name, one more. */
  private Optional<String> pick(
      String attribute, String ref, String named, String other, String id) {
    return switch (attribute) {
      case "Ref" -> Optional.of(ref);
      case "Arn" -> Optional.of(arn(id));
      case String name when name.equals(named) -> Optional.of(name(id));
      case String name when name.equals(other) -> Optional.of(ref);
      case String _ -> Optional.empty();
    };
  }

  private Optional<String> output(String id, String attribute) {
    var inner = nested(id);
    return attribute.startsWith("Outputs.")
            && inner.template.section("Outputs").get(attribute.substring(8))
                instanceof Node.Fields(var fields, var _)
            && fields.containsKey("Value")
        ? Optional.of(inner.scope.text(fields.get("Value")))
        : Optional.empty();
  }

  private Assembly nested(String id) {
    var known = nested.get(id);
    if (known != null) {
      return known;
    }
    var properties =
        properties(id)
            .only(Set.of("TemplateURL", "Parameters"), Set.of("Tags", "TimeoutInMinutes"));
    var url = properties.needed("TemplateURL");
    if (url.contains("://")) {
      throw properties.problem("TemplateURL", "must be a file beside this template");
    }
    var given = new LinkedHashMap<String, String>();
    var parameters = properties.in("Parameters");
    parameters.fields().keySet().forEach(name -> given.put(name, parameters.needed(name)));
    var made = template.beside(url).assemble(place, stackName + "-" + id, given);
    nested.put(id, made);
    return made;
  }
}
