package dragoman.local.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.local.runner.Clients;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

class StopTest {
  @Test
  void a_request_in_flight_does_not_hold_up_the_stop() throws Exception {
    var other = EmbeddedAws.start(0);
    try (var its = Clients.at(other.dynamoDb(), other.sqs(), other.sns())) {
      var queue = its.sqs().createQueue(request -> request.queueName("slow")).queueUrl();
      var poll =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      its.sqs()
                          .receiveMessage(request -> request.queueUrl(queue).waitTimeSeconds(20));
                    } catch (SdkException e) {
                      // The stop ends it, as it should.
                    }
                  });
      Thread.sleep(500);

      var begun = System.nanoTime();
      other.close();

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
      poll.interrupt();
    }
  }
}
