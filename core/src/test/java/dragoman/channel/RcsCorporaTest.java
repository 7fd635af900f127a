package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The corpora's signature vectors of RCS, which they call {@code rbm}; they have no bodies. */
class RcsCorporaTest {

  @BeforeEach
  void corporaAreGiven() {
    Corpus.assumeGiven();
  }

  @Test
  void every_vector_is_judged_as_labelled() throws IOException, Json.Malformed {
    var judged = 0;
    for (var vector : Corpus.vectors()) {
      if (!vector.path("channel").asText().equals("rbm")) {
        continue;
      }
      var headers = new HashMap<String, List<String>>();
      vector
          .path("headers")
          .properties()
          .forEach(header -> headers.put(header.getKey(), List.of(header.getValue().asText())));
      var body = vector.path("body").asText().getBytes(StandardCharsets.UTF_8);
      var endpoint =
          new Endpoint(
              "default",
              "rcs",
              "main",
              List.of(new Secret(vector.path("secret").asText())),
              Optional.empty(),
              Set.of(Endpoint.ANY_ACCOUNT));
      var reception =
          new Rcs()
              .receive(
                  new WebhookRequest("POST", "", headers, body), endpoint, ChannelContract.NOW);
      var genuine = !(reception instanceof Reception.Refused);
      assertThat(genuine)
          .as(vector.path("id").asText())
          .isEqualTo(vector.path("expected_valid").asBoolean());
      switch (reception) {
        case Reception.Handshake(var answer) -> assertThat(answer.body()).isEqualTo("1234567890");
        case Reception.Accepted accepted -> {
          assertThat(accepted.unreadable()).isEmpty();
          var message = accepted.messages().getFirst();
          assertThat(message.externalId()).isEqualTo("MxIgT-4pWCQu2tH9hMkSTljQ");
          assertThat(message.sender().id()).isEqualTo("+919686960276");
          assertThat(message.account()).isEqualTo("stagingtestagent");
          assertThat(message.words()).contains("Test");
        }
        case Reception.Refused(var answer, _) -> assertThat(answer.status()).isEqualTo(401);
      }
      judged++;
    }
    assertThat(judged).isEqualTo(3);
    System.out.println("RCS vectors judged as labelled: " + judged);
  }

  @Test
  void no_recorded_body_is_left_unread() throws IOException {
    assertThat(Corpus.rows()).extracting(row -> row.get("channel")).doesNotContain("rbm", "rcs");
  }
}
