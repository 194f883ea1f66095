package io.balsam.dsl.source;

import io.balsam.dsl.grammar.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.syntax.Types;
import org.jspecify.annotations.Nullable;

/**
 * Walks a compiled script once: records the position of each word, and passes its number to each
 * declaring word as a first argument, so that at run time the word finds its position without a
 * stack walk.
 *
 * <p>A message is most useful with line and column, but at run time only lines are available, and a
 * stack walk costs more than executing the word. With the numbers, columns cost a correct script
 * nothing. The same walk lists words that neither the block nor the file explains: misspelt words
 * in hooks are found without running them.
 */
final class MapBuilder extends CodeVisitorSupport {

  private static final Set<String> NUMBERED =
      Set.of("app", "job", "param", "include", "workflow", "moldable");
  private static final int LONGEST_KEY = 200;

  private final List<SourceRange> ranges = new ArrayList<>();
  private final List<UnresolvedWord> unresolved = new ArrayList<>();
  private final List<SourceUnit> pieces = new ArrayList<>();
  private final Set<String> methods = new TreeSet<>();
  private final Set<String> variables = new TreeSet<>();
  private Set<String> names = new TreeSet<>();
  private Set<String> uses = new TreeSet<>();
  private Context context = Context.TOP;

  ScriptMap build(ClassNode script) {
    for (MethodNode method : script.getMethods()) {
      if (written(method)) {
        methods.add(method.getName());
      }
    }
    for (MethodNode method : script.getMethods()) {
      if (method.getName().equals("run") && method.getParameters().length == 0) {
        if (method.getCode() instanceof BlockStatement block) {
          block.getStatements().forEach(this::topLevel);
        }
      } else if (written(method)) {
        piece(method, method.getName(), false, () -> in(Context.METHOD, method.getCode()));
      }
    }
    unresolved.removeIf(
        word -> word.use() == UnresolvedWord.Use.VALUE && variables.contains(nameOf(word)));
    return new ScriptMap(inOrder(), unresolved, pieces, methods, variables);
  }

  private static boolean written(MethodNode method) {
    return method.getLineNumber() > 0
        && !(method.getName().equals("run") && method.getParameters().length == 0)
        && !method.getName().equals("main");
  }

  private List<SourceRange> inOrder() {
    // The numbers are indices into this list, so it keeps the sequence of the walk, which is that
    // of the text.
    return ranges;
  }

  private String nameOf(UnresolvedWord word) {
    return ranges.get(word.range()).word();
  }

  private void topLevel(Statement statement) {
    boolean isApp =
        statement instanceof ExpressionStatement code
            && code.getExpression() instanceof MethodCallExpression call
            && call.isImplicitThis()
            && "app".equals(call.getMethodAsString());
    piece(statement, "", isApp, () -> in(Context.TOP, statement));
  }

  private void piece(ASTNode node, String name, boolean isApp, Runnable walk) {
    names = new TreeSet<>();
    uses = new TreeSet<>();
    if (!name.isEmpty()) {
      names.add(name);
    }
    walk.run();
    pieces.add(new SourceUnit(names, uses, isApp, node.getLineNumber(), node.getLastLineNumber()));
  }

  private void in(Context inner, ASTNode code) {
    Context outer = context;
    context = inner;
    code.visit(this);
    context = outer;
  }

  @Override
  public void visitMethodCallExpression(MethodCallExpression call) {
    String name = call.getMethodAsString();
    if (name == null) {
      super.visitMethodCallExpression(call);
      return;
    }
    if (jobVariableCalled(call, name)) {
      word("job", call.getObjectExpression(), call);
      block(call, Context.behind("job", context), true);
    } else if (isOwn(call)) {
      uses.add(name);
      int range = word(name, call.getMethod(), call);
      if (!context.knowsCall(name) && !methods.contains(name) && context != Context.FREE) {
        unresolved.add(new UnresolvedWord(UnresolvedWord.Use.CALL, context, range));
      }
      block(call, methods.contains(name) ? null : Context.behind(name, context), true);
      if (NUMBERED.contains(name) && !methods.contains(name)) {
        number(call, range);
      }
    } else {
      call.getObjectExpression().visit(this);
      boolean foreign = name.equals("with") || name.equals("tap");
      block(call, foreign ? Context.FREE : null, false);
    }
  }

  /**
   * Returns whether {@code job('x')} means the word although a hook's argument is called {@code
   * job}.
   */
  private boolean jobVariableCalled(MethodCallExpression call, String name) {
    if (name.equals("call")
        && call.getObjectExpression() instanceof VariableExpression variable
        && variable.getName().equals("job")
        && (context == Context.SUBMIT || context.hook())) {
      if (context.hook()) {
        unresolved.add(
            new UnresolvedWord(
                UnresolvedWord.Use.CALL, context, word("job", call.getObjectExpression(), call)));
      }
      number(call, ranges.size());
      return true;
    }
    return false;
  }

  private static boolean isOwn(MethodCallExpression call) {
    return call.isImplicitThis()
        && call.getObjectExpression() instanceof VariableExpression object
        && object.isThisExpression();
  }

  /** Visits the arguments; the last one, when it is a block, in its own context. */
  private void block(MethodCallExpression call, @Nullable Context inner, boolean own) {
    if (!(call.getArguments() instanceof TupleExpression arguments)) {
      call.getArguments().visit(this);
      return;
    }
    for (Expression argument : arguments.getExpressions()) {
      if (argument instanceof ClosureExpression closure) {
        Context outer = context;
        context = inner != null ? inner : own && !known(call) ? Context.FREE : context;
        super.visitClosureExpression(closure);
        context = outer;
      } else {
        argument.visit(this);
      }
    }
  }

  private boolean known(MethodCallExpression call) {
    return context.knowsCall(String.valueOf(call.getMethodAsString()));
  }

  private static void number(MethodCallExpression call, int range) {
    if (call.getArguments() instanceof ArgumentListExpression arguments) {
      List<Expression> all = new ArrayList<>(arguments.getExpressions());
      all.add(0, new ConstantExpression(range));
      ArgumentListExpression numbered = new ArgumentListExpression(all);
      numbered.setSourcePosition(arguments);
      call.setArguments(numbered);
    }
  }

  /** Visits a closure used as a value, which may be called in any context. */
  @Override
  public void visitClosureExpression(ClosureExpression closure) {
    Context outer = context;
    context = Context.FREE;
    super.visitClosureExpression(closure);
    context = outer;
  }

  @Override
  public void visitVariableExpression(VariableExpression variable) {
    String name = variable.getName();
    if (!(variable.getAccessedVariable() instanceof Parameter)) {
      uses.add(name);
    }
    if (variable.getAccessedVariable() instanceof DynamicVariable
        && !context.knowsValue(name)
        && context != Context.FREE
        && context != Context.METHOD
        && variable.getLineNumber() > 0) {
      unresolved.add(
          new UnresolvedWord(UnresolvedWord.Use.VALUE, context, word(name, variable, variable)));
    }
  }

  @Override
  public void visitPropertyExpression(PropertyExpression property) {
    if (property.getObjectExpression() instanceof VariableExpression object
        && object.getName().equals("params")
        && property.getPropertyAsString() != null) {
      uses.add("params." + property.getPropertyAsString());
      word(property.getPropertyAsString(), property.getProperty(), property);
      return;
    }
    if (property.getObjectExpression() instanceof VariableExpression object
        && object.getName().equals("job")
        && (context.hook() || context == Context.FUNCTION)
        && property.getPropertyAsString() != null
        && !JobMembers.has(property.getPropertyAsString())) {
      int range = word(property.getPropertyAsString(), property.getProperty(), property);
      unresolved.add(new UnresolvedWord(UnresolvedWord.Use.MEMBER, context, range));
    }
    super.visitPropertyExpression(property);
  }

  @Override
  public void visitMapEntryExpression(MapEntryExpression entry) {
    if (entry.getKeyExpression() instanceof ConstantExpression key
        && key.getText().length() < LONGEST_KEY) {
      word(key.getText(), key, entry);
    }
    super.visitMapEntryExpression(entry);
  }

  @Override
  public void visitDeclarationExpression(DeclarationExpression declaration) {
    if (declaration.isMultipleAssignmentDeclaration()) {
      declaration.getTupleExpression().getExpressions().stream()
          .filter(VariableExpression.class::isInstance)
          .forEach(variable -> names.add(((VariableExpression) variable).getName()));
    } else {
      VariableExpression variable = declaration.getVariableExpression();
      names.add(variable.getName());
      if (context == Context.TOP && Words.WORKFLOW.has(variable.getName())) {
        int range = word(variable.getName(), variable, declaration);
        unresolved.add(new UnresolvedWord(UnresolvedWord.Use.ASSIGNED, context, range));
      }
    }
    declaration.getRightExpression().visit(this);
  }

  @Override
  public void visitBinaryExpression(BinaryExpression binary) {
    if (binary.getOperation().getType() == Types.EQUAL
        && binary.getLeftExpression() instanceof VariableExpression variable
        && variable.getAccessedVariable() instanceof DynamicVariable) {
      if (context == Context.TOP || context == Context.METHOD || context == Context.FREE) {
        names.add(variable.getName());
        variables.add(variable.getName());
      } else {
        int range = word(variable.getName(), variable, binary);
        unresolved.add(new UnresolvedWord(UnresolvedWord.Use.ASSIGNED, context, range));
      }
      binary.getRightExpression().visit(this);
      return;
    }
    super.visitBinaryExpression(binary);
  }

  private int word(String word, ASTNode at, ASTNode whole) {
    ranges.add(
        new SourceRange(
            word,
            at.getLineNumber(),
            at.getColumnNumber(),
            whole.getLastLineNumber(),
            whole.getLastColumnNumber()));
    return ranges.size() - 1;
  }
}
