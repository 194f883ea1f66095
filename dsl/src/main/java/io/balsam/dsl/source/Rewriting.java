package io.balsam.dsl.source;

import io.balsam.dsl.host.Host;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.ClassCodeExpressionTransformer;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MethodCall;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.SpreadExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.DoWhileStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.LoopingStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.WhileStatement;
import org.codehaus.groovy.control.SourceUnit;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a script before it is compiled: interpolated strings are evaluated at once, the process
 * is accessed through {@link Host}, and loops and blocks can be interrupted. Access by reflection
 * or by a method reference stays as it is.
 */
final class Rewriting extends ClassCodeExpressionTransformer {

  private static final ClassNode HOST = ClassHelper.make(Host.class);
  private static final MethodNode CHECK = HOST.getMethods("check").get(0);

  /** Classes whose constructors take the name of a file first. */
  private static final Set<String> OF_FILES =
      Set.of(
          "java.io.File",
          "java.io.FileReader",
          "java.io.FileWriter",
          "java.io.FileInputStream",
          "java.io.FileOutputStream",
          "java.io.RandomAccessFile",
          "java.io.PrintWriter",
          "java.io.PrintStream");

  private static final Set<String> PATHS = Set.of("java.nio.file.Path", "java.nio.file.Paths");

  /**
   * Maximum number of arguments that Groovy can put into one call. A call with a spread list is
   * compiled differently.
   */
  private static final int MOST_ARGUMENTS = 250;

  private final SourceUnit source;
  private final Set<String> variables;
  private ClassNode type = HOST;

  /**
   * Creates the transformation.
   *
   * @param variables receives the names of environment variables that the text mentions
   */
  Rewriting(SourceUnit source, Set<String> variables) {
    this.source = source;
    this.variables = variables;
  }

  @Override
  protected SourceUnit getSourceUnit() {
    return source;
  }

  @Override
  public void visitClass(ClassNode node) {
    type = node;
    super.visitClass(node);
  }

  @Override
  public @Nullable Expression transform(@Nullable Expression expression) {
    if (expression instanceof ClosureExpression closure) {
      visitClosureExpression(closure);
      closure.setCode(checked(closure.getCode()));
      return closure;
    }
    if (expression instanceof MethodCall call) {
      count(call, expression);
    }
    Expression inner = super.transform(expression);
    if (inner == null || expression == null) {
      return inner;
    }
    Expression other = other(inner);
    if (other != inner) {
      other.setSourcePosition(expression);
    }
    return other;
  }

  private void count(MethodCall call, Expression said) {
    List<Expression> arguments = arguments(call.getArguments());
    if (arguments.size() > MOST_ARGUMENTS
        && arguments.stream().noneMatch(SpreadExpression.class::isInstance)
        && !(said instanceof ConstructorCallExpression made && made.isSpecialCall())) {
      addError(arguments.size() + " arguments in one call", said);
    }
  }

  private Expression other(Expression said) {
    if (said instanceof GStringExpression text) {
      return Interpolation.of(text);
    }
    if (said instanceof MethodCallExpression call) {
      return call(call);
    }
    if (said instanceof StaticMethodCallExpression call
        && named(call.getOwnerType(), System.class)) {
      return system(call.getMethod(), call.getArguments(), said);
    }
    if (said instanceof PropertyExpression property
        && isSystem(property.getObjectExpression())
        && "env".equals(property.getPropertyAsString())) {
      return host("getenv", script());
    }
    if (said instanceof ConstructorCallExpression made
        && OF_FILES.contains(made.getType().getName())) {
      wrapFirst(made.getArguments());
    }
    if (said instanceof CastExpression cast
        && (named(cast.getType(), File.class) || named(cast.getType(), Path.class))) {
      CastExpression other = new CastExpression(cast.getType(), file(cast.getExpression()));
      other.setCoerce(cast.isCoerce());
      other.setStrict(cast.isStrict());
      return other;
    }
    return said;
  }

  private Expression call(MethodCallExpression call) {
    String name = call.getMethodAsString();
    Expression object = call.getObjectExpression();
    if (name == null || call.isImplicitThis() || call.isSafe() || call.isSpreadSafe()) {
      return call;
    }
    if (isSystem(object)) {
      return system(name, call.getArguments(), call);
    }
    if (object instanceof ClassExpression owner && PATHS.contains(owner.getType().getName())) {
      if (name.equals("of") || name.equals("get")) {
        wrapFirst(call.getArguments());
      }
      return call;
    }
    List<Expression> arguments = arguments(call.getArguments());
    if (name.equals("execute") && arguments.isEmpty()) {
      return host("execute", script(), object);
    }
    if ((name.equals("exit") || name.equals("halt")) && arguments.size() == 1) {
      return host("end", object, new ConstantExpression(name), arguments.get(0));
    }
    return call;
  }

  private Expression system(String name, Expression given, Expression said) {
    List<Expression> arguments = arguments(given);
    if (name.equals("exit") && arguments.size() == 1) {
      return host("exit", arguments.get(0));
    }
    if (name.equals("getenv") && arguments.isEmpty()) {
      return host("getenv", script());
    }
    if (name.equals("getenv") && arguments.size() == 1) {
      if (arguments.get(0) instanceof ConstantExpression constant) {
        variables.add(constant.getText());
      }
      return host("getenv", script(), arguments.get(0));
    }
    return said;
  }

  private Expression file(Expression name) {
    return host("file", script(), name);
  }

  private void wrapFirst(Expression arguments) {
    List<Expression> all = arguments(arguments);
    if (!all.isEmpty()) {
      all.set(0, file(all.get(0)));
    }
  }

  private static List<Expression> arguments(Expression arguments) {
    return arguments instanceof TupleExpression tuple
        ? tuple.getExpressions()
        : new ArrayList<>(List.of(arguments));
  }

  private Expression script() {
    return new ClassExpression(type);
  }

  private static Expression host(String method, Expression... arguments) {
    return new StaticMethodCallExpression(HOST, method, new ArgumentListExpression(arguments));
  }

  private static boolean isSystem(Expression expression) {
    return expression instanceof ClassExpression owner && named(owner.getType(), System.class);
  }

  private static boolean named(ClassNode node, Class<?> type) {
    return node.getName().equals(type.getName());
  }

  @Override
  public void visitForLoop(ForStatement loop) {
    super.visitForLoop(loop);
    check(loop);
  }

  @Override
  public void visitWhileLoop(WhileStatement loop) {
    super.visitWhileLoop(loop);
    check(loop);
  }

  @Override
  public void visitDoWhileLoop(DoWhileStatement loop) {
    super.visitDoWhileLoop(loop);
    check(loop);
  }

  private static void check(LoopingStatement loop) {
    loop.setLoopBlock(checked(loop.getLoopBlock()));
  }

  private static Statement checked(Statement code) {
    MethodCallExpression call =
        new MethodCallExpression(
            new ClassExpression(HOST), "check", ArgumentListExpression.EMPTY_ARGUMENTS);
    call.setImplicitThis(false);
    call.setMethodTarget(CHECK);
    ExpressionStatement check = new ExpressionStatement(call);
    if (code instanceof BlockStatement block) {
      block.getStatements().add(0, check);
      return block;
    }
    BlockStatement both = new BlockStatement();
    both.addStatement(check);
    both.addStatement(code);
    return both;
  }
}
