package io.balsam.dsl.source;

import io.balsam.dsl.value.Interpolated;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;

/**
 * Compiles interpolated strings into calls of {@link Interpolated}, which evaluate them at once.
 * Texts with a block in them ({@code "${-> x}"}) stay as they are: they are meant to be evaluated
 * again each time.
 */
final class Interpolation {

  private Interpolation() {}

  static Expression of(GStringExpression text) {
    if (text.getValues().stream().anyMatch(ClosureExpression.class::isInstance)) {
      return text;
    }
    List<Expression> texts = new ArrayList<>(text.getStrings());
    return new StaticMethodCallExpression(
        ClassHelper.make(Interpolated.class),
        "of",
        new ArgumentListExpression(
            new ArrayExpression(ClassHelper.STRING_TYPE, texts),
            new ArrayExpression(ClassHelper.OBJECT_TYPE, text.getValues())));
  }
}
