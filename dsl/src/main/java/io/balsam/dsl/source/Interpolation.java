package io.balsam.dsl.source;

import io.balsam.dsl.value.Interpolated;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.ClassCodeExpressionTransformer;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.control.SourceUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has texts with values in them made at once, by {@link Interpolated}. Those with a block in them
 * ({@code "${-> x}"}) stay as they are: they are for being made again and again.
 */
final class Interpolation extends ClassCodeExpressionTransformer {

  private final SourceUnit source;

  Interpolation(SourceUnit source) {
    this.source = source;
  }

  @Override
  protected SourceUnit getSourceUnit() {
    return source;
  }

  @Override
  public @Nullable Expression transform(@Nullable Expression expression) {
    if (expression instanceof ClosureExpression closure) {
      visitClosureExpression(closure);
      return closure;
    }
    Expression inner = super.transform(expression);
    return inner instanceof GStringExpression text
            && text.getValues().stream().noneMatch(ClosureExpression.class::isInstance)
        ? call(text)
        : inner;
  }

  private static Expression call(GStringExpression text) {
    List<Expression> texts = new ArrayList<>(text.getStrings());
    Expression made =
        new StaticMethodCallExpression(
            ClassHelper.make(Interpolated.class),
            "of",
            new ArgumentListExpression(
                new ArrayExpression(ClassHelper.STRING_TYPE, texts),
                new ArrayExpression(ClassHelper.OBJECT_TYPE, text.getValues())));
    made.setSourcePosition(text);
    return made;
  }
}
