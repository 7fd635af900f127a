package dragoman.local;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.local.aws.Aws;
import dragoman.local.aws.OnEveryAws;
import dragoman.local.aws.Services;
import dragoman.local.aws.Trait;
import dragoman.local.demo.Demo;
import dragoman.local.runner.Provisioning;
import dragoman.local.template.Stack;
import dragoman.local.template.Template;
import dragoman.message.TaskJson;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The whole pipeline, over HTTP: the demo's webhooks through the runner and the real functions, and
 * afterwards what a team's own software finds on its queue.
 */
@OnEveryAws
class JourneyTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Path TEMPLATE = ROOT.resolve("infra/template.yaml");

  private final Services services;

  JourneyTest(Aws aws) {
    aws.needs(Trait.TRANSACTIONS);
    services = aws.services();
  }

  @Test
  void every_webhook_of_the_demo_ends_where_the_policy_says() throws Exception {
    var name = Services.newName();
    var shown = new ByteArrayOutputStream();
    var stack = Template.read(TEMPLATE).at(Provisioning.place(services.clients()), name, Map.of());
    try {
      var right =
          new Demo(
                  TEMPLATE,
                  ROOT.resolve("policy"),
                  ROOT.resolve("events"),
                  name,
                  Optional.of(services.endpoint()),
                  new Functions(),
                  new PrintStream(shown, true, StandardCharsets.UTF_8))
              .run(false);
      assertThat(right).as(shown.toString(StandardCharsets.UTF_8)).isTrue();

      assertThat(on(stack, "-team-creators-en.fifo"))
          .as("the two tasks for creators-en: somebody wants a human, a stolen account")
          .hasSize(2)
          .allSatisfy(it -> assertThat(TaskJson.read(it).team()).isEqualTo("creators-en"));
      for (var dead : stack.queues().stream().filter(it -> it.name().contains("-dead")).toList()) {
        assertThat(waiting(dead)).as(dead.name()).isEqualTo("0");
      }
    } finally {
      new Provisioning(services.clients(), stack).remove();
    }
  }

  private List<String> on(Stack stack, String suffix) {
    var sqs = services.clients().sqs();
    var url = sqs.getQueueUrl(it -> it.queueName(stack.name() + suffix)).queueUrl();
    return sqs
        .receiveMessage(
            it -> it.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(services.waitSeconds()))
        .messages()
        .stream()
        .map(it -> it.body())
        .toList();
  }

  private String waiting(Stack.Queue queue) {
    var sqs = services.clients().sqs();
    var url = sqs.getQueueUrl(it -> it.queueName(queue.name())).queueUrl();
    var waiting = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
    return sqs.getQueueAttributes(it -> it.queueUrl(url).attributeNames(waiting))
        .attributes()
        .get(waiting);
  }
}
