package dragoman.local.aws;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The class runs once on each {@link Aws} there is: its constructor takes one. Where one cannot be
 * had, its round is skipped and says why.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "on {0}")
@MethodSource("dragoman.local.aws.Aws#all")
@ExtendWith(SkippedWhereThereIsNone.class)
public @interface OnEveryAws {}
