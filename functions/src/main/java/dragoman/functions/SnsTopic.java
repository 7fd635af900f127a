package dragoman.functions;

import dragoman.message.Escalation;
import dragoman.message.EscalationJson;
import dragoman.pipeline.Doors;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** The escalations topic: versioned JSON, with attributes that a subscriber can filter on. */
final class SnsTopic implements Doors.Topic {
  private final SnsClient sns;
  private final String arn;

  SnsTopic(SnsClient sns, String arn) {
    this.sns = sns;
    this.arn = arn;
  }

  @Override
  public void publish(Escalation escalation) {
    try {
      sns.publish(
          it ->
              it.topicArn(arn)
                  .message(EscalationJson.write(escalation))
                  .messageAttributes(
                      Map.of(
                          "workspace", attribute(escalation.workspace()),
                          "team", attribute(escalation.team()),
                          "severity", attribute(escalation.severity()))));
    } catch (SdkException e) {
      throw new Doors.Unavailable("publish", e);
    }
  }

  private static MessageAttributeValue attribute(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }
}
