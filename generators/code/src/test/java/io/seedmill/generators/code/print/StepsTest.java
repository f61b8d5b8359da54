package io.seedmill.generators.code.print;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.seedmill.generators.code.run.Interpreter;
import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Program;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepsTest {

  private static final Type NUMBERS = new Type.ListOf(Type.INT);
  private static final Expr.Variable VALUES = new Expr.Variable("values", NUMBERS);
  private static final Expr.Variable STACK = new Expr.Variable("stack", NUMBERS);
  private static final Expr.Variable X = new Expr.Variable("x", Type.INT);
  private static final Expr.Variable TOTAL = new Expr.Variable("total", Type.INT);
  private static final Expr POP = new Expr.Builtin(Operation.POP, List.of(STACK), Type.INT);
  private static final Expr EMPTY = new Expr.Builtin(Operation.IS_EMPTY, List.of(STACK), Type.BOOL);
  private static final Stmt ADD = new Stmt.Update("total", Operator.PLUS, number(10));
  private static final Stmt TAKE = new Stmt.Update("total", Operator.MINUS, number(1));
  private static final Stmt LEAVE = new Stmt.Return(number(-1));

  /** Statements that are done three times with a list that has items. */
  static Stream<Stmt> statements() {
    Expr large = new Expr.Binary(Operator.MORE, POP, number(4));
    Expr emptyOrLarge = new Expr.Binary(Operator.OR, EMPTY, large);
    return Stream.of(
        new Stmt.Update("total", Operator.PLUS, POP),
        new Stmt.Assign("total", new Expr.Binary(Operator.TIMES, POP, number(2))),
        new Stmt.If(large, List.of(ADD), List.of()),
        new Stmt.If(large, List.of(ADD), List.of(TAKE)),
        new Stmt.If(large, List.of(LEAVE), List.of()),
        new Stmt.If(large, List.of(LEAVE), List.of(TAKE)),
        new Stmt.If(emptyOrLarge, List.of(LEAVE), List.of()),
        new Stmt.If(
            new Expr.Binary(Operator.EQUAL, TOTAL, number(0)),
            List.of(ADD),
            List.of(new Stmt.If(emptyOrLarge, List.of(LEAVE), List.of()))));
  }

  @ParameterizedTest
  @MethodSource("statements")
  void theFunctionStillDoesTheSame(Stmt statement) {
    Expr length = new Expr.Builtin(Operation.LENGTH, List.of(STACK), Type.SIZE);
    Function function =
        new Function(
            "taken",
            List.of(VALUES),
            Type.INT,
            false,
            List.of(
                new Stmt.Let("stack", NUMBERS, new Expr.Collection(NUMBERS, List.of()), true),
                new Stmt.Each("", "x", Type.INT, VALUES, List.of(new Stmt.Append("stack", X))),
                new Stmt.Let("total", Type.INT, number(0), true),
                new Stmt.Count("i", Type.INT, number(0), number(3), number(1), List.of(statement)),
                new Stmt.Update(
                    "total",
                    Operator.PLUS,
                    new Expr.Builtin(Operation.TO_INT, List.of(length), Type.INT)),
                new Stmt.Return(TOTAL)));
    Interpreter before = new Interpreter(new Program(List.of(function)));
    Interpreter after = new Interpreter(new Program(List.of(Steps.of(function))));
    for (List<Object> values : List.<List<Object>>of(List.of(1, 2, 3, 9), List.of(9, 9, 2, 1, 5))) {
      assertThat(after.run(List.of(values)).value(), is(before.run(List.of(values)).value()));
    }
    String code = new CppPrinter().functions(new Program(List.of(function)));
    assertThat(code, containsString("stack.pop_back();"));
    assertThat(code, not(containsString("pop_back() ")));
  }

  private static Expr number(int value) {
    return new Expr.Numeral(value, Type.INT);
  }
}
