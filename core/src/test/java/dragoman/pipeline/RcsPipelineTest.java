package dragoman.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.Rcs;
import dragoman.message.Receipt;
import dragoman.pipeline.Doors.Exchange;
import dragoman.pipeline.Progress.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A channel whose receipts bring back nothing but the UUID we gave the message. */
class RcsPipelineTest {
  private final House house = new House();

  private static final Exchange SENT = House.answered(200, "{}");

  private void told(String said) {
    var data = Base64.getEncoder().encodeToString(said.getBytes(StandardCharsets.UTF_8));
    var body = "{\"message\":{\"data\":\"" + data + "\"}}";
    assertThat(house.webhook(new Rcs(), body.getBytes(StandardCharsets.UTF_8)).status())
        .isEqualTo(200);
    house.settle();
  }

  private void asked() {
    told(
        """
        {"senderPhoneNumber":"+12025550140","messageId":"m-1","agentId":"1001",
        "text":"when will I get my payout","sendTime":"%s"}
        """
            .formatted(house.now));
  }

  private void event(String type, String phoneField, String messageId) {
    told(
        """
        {"%s":"+12025550140","eventType":"%s","eventId":"e","messageId":"%s","agentId":"1001"}
        """
            .formatted(phoneField, type, messageId));
  }

  private String sentId(int call) {
    return house.calls.get(call).url().getQuery().replaceAll(".*messageId=([^&]+).*", "$1");
  }

  private Progress reply() {
    return house.ledger.inbox().getFirst().progress().getFirst();
  }

  @Test
  void a_receipt_finds_its_reply_by_the_id_the_message_went_out_with() {
    house.provider = _ -> SENT;
    asked();
    assertThat(reply().status()).isEqualTo(Status.SENT);

    event("READ", "senderPhoneNumber", sentId(0));
    assertThat(reply().receipt()).contains(Receipt.Status.READ);
  }

  @Test
  void a_message_that_expired_undelivered_becomes_a_persons_task() {
    house.provider = _ -> SENT;
    asked();
    assertThat(house.tasks("creators-general")).isEmpty();

    event("TTL_EXPIRATION_REVOKED", "phoneNumber", sentId(0));
    assertThat(reply().receipt()).contains(Receipt.Status.FAILED);
    assertThat(house.tasks("creators-general")).hasSize(1);
  }

  @Test
  void a_receipt_of_a_message_that_is_not_ours_changes_nothing() {
    house.provider = _ -> SENT;
    asked();
    event("READ", "senderPhoneNumber", "aaaaaaaa-aaaa-8aaa-aaaa-aaaaaaaaaa00");
    event("TTL_EXPIRATION_REVOKED", "phoneNumber", "not-one-of-ours");
    assertThat(reply().receipt()).isEqualTo(Optional.empty());
    assertThat(house.tasks("creators-general")).isEmpty();
  }

  @Test
  void after_a_lost_answer_the_same_id_is_sent_again() {
    house.provider = _ -> new Exchange.Lost("SocketTimeoutException");
    asked();
    house.provider = _ -> SENT;
    house.pass(Duration.ofMinutes(1));
    house.settle();
    assertThat(house.calls).hasSize(2);
    assertThat(sentId(1)).isEqualTo(sentId(0));
    assertThat(reply().status()).isEqualTo(Status.SENT);
  }
}
