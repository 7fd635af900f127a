package dragoman.pipeline;

import dragoman.conversation.Conversation;
import dragoman.intent.Classifier;
import dragoman.language.LanguageChoice;
import dragoman.language.Languages;
import dragoman.message.InboundMessage;
import dragoman.message.Profile;
import dragoman.message.Understanding;
import dragoman.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Language and intent of a message, joined with what is known of the person. The classifier is
 * trained once, from the policy's example phrases.
 */
public final class Understand {
  private final Policy policy;
  private final Classifier classifier;

  public Understand(Policy policy) {
    this.policy = policy;
    this.classifier = Classifier.train(policy.examples());
    // The first use loads tables and classes; better now than with a person waiting.
    classifier.classify("priming");
    Languages.detect("priming");
  }

  Understanding of(InboundMessage message, Profile profile, Optional<Conversation> before) {
    var words = message.words().orElse("");
    var language =
        LanguageChoice.choose(
            Languages.detect(words),
            profile.language(),
            message.sender().language(),
            before.flatMap(Conversation::language),
            policy.workspaceOf(message.channel(), message.account()).defaultLanguage(),
            policy.languages());
    var reasons = new ArrayList<String>();
    reasons.add(language.reason());
    if (words.isBlank()) {
      return new Understanding(language.language(), Optional.empty(), 0, reasons);
    }
    var verdict = classifier.classify(words);
    reasons.addAll(verdict.reasons());
    var sure = verdict.confidence() >= policy.threshold();
    return new Understanding(
        language.language(),
        sure ? verdict.best() : Optional.empty(),
        Math.round(verdict.confidence() * 1000) / 1000.0,
        reasons);
  }

  /** What is left to say when understanding itself failed: nothing, and a person takes it. */
  static Understanding failed(RuntimeException error) {
    return new Understanding(
        Optional.empty(),
        Optional.empty(),
        0,
        List.of("the bot failed on this message: " + error.getClass().getSimpleName()));
  }
}
