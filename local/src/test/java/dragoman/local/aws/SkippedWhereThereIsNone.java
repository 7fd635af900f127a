package dragoman.local.aws;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterInfo;

/** Skips a class's whole round, not each test of it. */
final class SkippedWhereThereIsNone implements BeforeClassTemplateInvocationCallback {
  @Override
  public void beforeClassTemplateInvocation(ExtensionContext context) {
    var aws = ParameterInfo.get(context).getArguments().get(0, Aws.class);
    assumeTrue(aws.problem().isEmpty(), () -> aws + ": " + aws.problem().orElseThrow());
  }
}
