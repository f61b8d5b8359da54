package io.seedmill.generators.code.family;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/** Turns one function of a family into a typed one: draws options, names and pieces. */
final class Elaboration {

  private final UniformRandomProvider random;
  private final Map<String, Filling> gaps;
  private final Map<String, List<String>> synonyms;
  private final Map<String, Long> constants;
  private final List<Function> functions;
  private final Map<String, Expr> variables = new HashMap<>();
  private String function = "";
  private Type result;
  private boolean fails;

  /** A piece that was drawn for a gap, with its constants, and how it is written. */
  record Filling(Piece piece, Map<String, Long> constants, boolean asFunction) {}

  /**
   * @param functions receives the functions of pieces
   */
  Elaboration(
      UniformRandomProvider random,
      Map<String, Filling> gaps,
      Map<String, List<String>> synonyms,
      Map<String, Long> constants,
      List<Function> functions) {
    this.random = random;
    this.gaps = gaps;
    this.synonyms = synonyms;
    this.constants = constants;
    this.functions = functions;
  }

  /** Returns the function under another name. */
  Function function(Syntax.Def def, String name) {
    function = name;
    result = def.result();
    fails = false;
    variables.clear();
    List<Expr.Variable> parameters = new ArrayList<>();
    for (int i = 0; i < def.parameters().size(); i++) {
      parameters.add(declare(def.parameters().get(i), def.types().get(i)));
    }
    List<Stmt> body = block(def.body());
    return new Function(name, parameters, def.result(), fails, body);
  }

  private Expr.Variable declare(String written, Type type) {
    List<String> same = synonyms.getOrDefault(written, List.of(written));
    String name = same.get(random.nextInt(same.size()));
    Expr.Variable variable = new Expr.Variable(name, type);
    variables.put(written, variable);
    return variable;
  }

  private String nameOf(String written) {
    if (variables.get(written) instanceof Expr.Variable variable) {
      return variable.name();
    }
    throw problem("no variable '" + written + "'");
  }

  private List<Stmt> block(List<Syntax.S> written) {
    List<Stmt> block = new ArrayList<>();
    for (Syntax.S statement : written) {
      if (statement instanceof Syntax.Choose choose) {
        block.addAll(block(choose.options().get(random.nextInt(choose.options().size()))));
      } else {
        block.add(statement(statement));
      }
    }
    return block;
  }

  private Stmt statement(Syntax.S written) {
    if (written instanceof Syntax.Let let) {
      Expr value = value(let.value(), let.type().orElse(null));
      Expr.Variable variable = declare(let.name(), let.type().orElse(value.type()));
      return new Stmt.Let(variable.name(), variable.type(), value, let.changes());
    } else if (written instanceof Syntax.Assign assign) {
      if (assign.target() instanceof Syntax.Index index) {
        Expr of = value(index.of(), null);
        if (of.type() instanceof Type.MapOf map) {
          return new Stmt.Put(
              ((Expr.Variable) of).name(),
              value(index.position(), map.key()),
              value(assign.value(), map.value()));
        }
        Type.ListOf list = (Type.ListOf) of.type();
        return new Stmt.SetItem(
            of, value(index.position(), Type.SIZE), value(assign.value(), list.element()));
      }
      String name = ((Syntax.Name) assign.target()).name();
      return new Stmt.Assign(nameOf(name), value(assign.value(), variables.get(name).type()));
    } else if (written instanceof Syntax.Update update) {
      if (update.target() instanceof Syntax.Index index) {
        Expr of = value(index.of(), null);
        return new Stmt.UpdateItem(
            of,
            value(index.position(), Type.SIZE),
            update.operator(),
            value(update.value(), ((Type.ListOf) of.type()).element()));
      }
      String name = ((Syntax.Name) update.target()).name();
      return new Stmt.Update(
          nameOf(name), update.operator(), value(update.value(), variables.get(name).type()));
    } else if (written instanceof Syntax.Add add) {
      Type type = variables.get(add.name()).type();
      Type item = type instanceof Type.ListOf list ? list.element() : Type.CHAR;
      return new Stmt.Append(nameOf(add.name()), value(add.value(), item));
    } else if (written instanceof Syntax.If condition) {
      return new Stmt.If(
          value(condition.condition(), Type.BOOL),
          block(condition.then()),
          block(condition.otherwise()));
    } else if (written instanceof Syntax.While loop) {
      return new Stmt.While(value(loop.condition(), Type.BOOL), block(loop.body()));
    } else if (written instanceof Syntax.For loop) {
      return each(loop);
    } else if (written instanceof Syntax.Range range) {
      return count(range);
    } else if (written instanceof Syntax.Return end) {
      return new Stmt.Return(value(end.value(), result));
    } else if (written instanceof Syntax.Fail fail) {
      fails = true;
      return new Stmt.Fail(fail.message());
    } else if (written instanceof Syntax.Break) {
      return new Stmt.Break();
    }
    return new Stmt.Continue();
  }

  private Stmt each(Syntax.For loop) {
    Expr over = value(loop.over(), null);
    Type item = over.type() instanceof Type.ListOf list ? list.element() : Type.CHAR;
    String position = "";
    if (loop.names().size() == 2) {
      position = declare(loop.names().get(0), Type.SIZE).name();
    }
    Expr.Variable variable = declare(loop.names().get(loop.names().size() - 1), item);
    return new Stmt.Each(position, variable.name(), item, over, block(loop.body()));
  }

  private Stmt count(Syntax.Range range) {
    Expr to = value(range.to(), null);
    Expr from = value(range.from(), to.type());
    if (from.type() != to.type()) {
      to = value(range.to(), from.type());
    }
    Expr.Variable variable = declare(range.name(), from.type());
    Expr step =
        range.step().isPresent()
            ? value(range.step().get(), from.type())
            : new Expr.Numeral(1, from.type());
    List<Stmt> body = block(range.body());
    return range.down()
        ? new Stmt.CountDown(variable.name(), variable.type(), from, to, body)
        : new Stmt.Count(variable.name(), variable.type(), from, to, step, body);
  }

  private Expr value(Syntax.E written, Type wanted) {
    if (written instanceof Syntax.Num number) {
      return new Expr.Numeral(number.value(), wanted == Type.SIZE ? Type.SIZE : Type.INT);
    } else if (written instanceof Syntax.Bool truth) {
      return new Expr.Truth(truth.value());
    } else if (written instanceof Syntax.Chr letter) {
      return new Expr.Letter(letter.value());
    } else if (written instanceof Syntax.Str text) {
      return new Expr.Text(text.value());
    } else if (written instanceof Syntax.Name name) {
      return named(name.name(), wanted);
    } else if (written instanceof Syntax.Not not) {
      return new Expr.Not(value(not.operand(), Type.BOOL));
    } else if (written instanceof Syntax.Neg negative) {
      return new Expr.Negative(value(negative.operand(), Type.INT));
    } else if (written instanceof Syntax.Bin binary) {
      return binary(binary, wanted);
    } else if (written instanceof Syntax.IfElse either) {
      Expr then = value(either.then(), wanted);
      return new Expr.Either(
          value(either.condition(), Type.BOOL), then, value(either.otherwise(), then.type()));
    } else if (written instanceof Syntax.Items items) {
      List<Expr> values = new ArrayList<>();
      Type element = wanted instanceof Type.ListOf list ? list.element() : null;
      for (Syntax.E item : items.items()) {
        values.add(value(item, element));
      }
      Type type = element == null ? new Type.ListOf(values.get(0).type()) : wanted;
      return new Expr.Collection(type, values);
    } else if (written instanceof Syntax.Empty empty) {
      return new Expr.Collection(empty.type(), List.of());
    } else if (written instanceof Syntax.Index index) {
      return index(index);
    } else if (written instanceof Syntax.Slice slice) {
      Expr of = value(slice.of(), null);
      Expr from =
          slice.from().isPresent()
              ? value(slice.from().get(), Type.SIZE)
              : new Expr.Numeral(0, Type.SIZE);
      Expr to =
          slice.to().isPresent()
              ? value(slice.to().get(), Type.SIZE)
              : builtin(Operation.LENGTH, Type.SIZE, of);
      return builtin(Operation.PART, of.type(), of, from, to);
    } else if (written instanceof Syntax.Pass pass) {
      return pass(pass);
    }
    return call((Syntax.Call) written, wanted);
  }

  private Expr named(String name, Type wanted) {
    Long constant = constants.get(name);
    if (constant != null) {
      return new Expr.Numeral(constant, wanted == Type.SIZE ? Type.SIZE : Type.INT);
    }
    Expr variable = variables.get(name);
    if (variable == null) {
      throw problem("no variable '" + name + "'");
    }
    return variable;
  }

  private Expr binary(Syntax.Bin written, Type wanted) {
    Type operand =
        written.operator().isArithmetic()
            ? wanted
            : written.operator().isComparison() ? null : Type.BOOL;
    Expr left;
    Expr right;
    if (isBare(written.left())) {
      right = value(written.right(), operand);
      left = value(written.left(), right.type());
    } else {
      left = value(written.left(), operand);
      right = value(written.right(), left.type());
    }
    if (!left.type().equals(right.type())) {
      throw problem("operands of " + written.operator() + ": " + left.type() + ", " + right.type());
    }
    return new Expr.Binary(written.operator(), left, right);
  }

  /** Tells whether an expression takes its type from its surroundings. */
  private boolean isBare(Syntax.E written) {
    return written instanceof Syntax.Num
        || (written instanceof Syntax.Name name && constants.containsKey(name.name()))
        || (written instanceof Syntax.Bin binary
            && binary.operator().isArithmetic()
            && isBare(binary.left())
            && isBare(binary.right()));
  }

  private Expr index(Syntax.Index index) {
    Expr of = value(index.of(), null);
    if (of.type() instanceof Type.MapOf map) {
      return builtin(Operation.VALUE, map.value(), of, value(index.position(), map.key()));
    }
    Expr position = value(index.position(), Type.SIZE);
    return of.type() instanceof Type.ListOf list
        ? builtin(Operation.ITEM, list.element(), of, position)
        : builtin(Operation.CHARACTER, Type.CHAR, of, position);
  }

  private Expr pass(Syntax.Pass pass) {
    Expr over = value(pass.list(), null);
    Type item = over.type() instanceof Type.ListOf list ? list.element() : Type.CHAR;
    Expr before = variables.get(pass.variable());
    Expr.Variable variable = declare(pass.variable(), item);
    Expr condition =
        pass.condition().isPresent()
            ? value(pass.condition().get(), Type.BOOL)
            : new Expr.Truth(true);
    Expr value = value(pass.item(), null);
    if (before == null) {
      variables.remove(pass.variable());
    } else {
      variables.put(pass.variable(), before);
    }
    Type type =
        switch (pass.kind()) {
          case LIST -> new Type.ListOf(value.type());
          case SUM -> Type.INT;
          case COUNT -> Type.SIZE;
          case ANY, ALL -> Type.BOOL;
        };
    return new Expr.Pass(pass.kind(), variable, over, condition, value, type);
  }

  private Expr call(Syntax.Call call, Type wanted) {
    String name = call.name();
    Filling filling = gaps.get(name);
    if (filling != null) {
      return fill(filling, call.arguments());
    }
    if (name.equals("self")) {
      List<Expr> arguments = new ArrayList<>();
      for (Syntax.E argument : call.arguments()) {
        arguments.add(value(argument, null));
      }
      return new Expr.Call(function, arguments, result);
    }
    return builtins(call, wanted);
  }

  private Expr fill(Filling filling, List<Syntax.E> written) {
    Piece piece = filling.piece();
    List<Expr> arguments = new ArrayList<>();
    boolean plain = true;
    for (int i = 0; i < written.size(); i++) {
      Expr argument = value(written.get(i), piece.types().get(i));
      plain &= argument instanceof Expr.Variable || argument instanceof Expr.Numeral;
      arguments.add(argument);
    }
    boolean inline = piece.value().isPresent() && plain && !filling.asFunction();
    Elaboration inner = new Elaboration(random, Map.of(), Map.of(), filling.constants(), functions);
    if (inline) {
      for (int i = 0; i < arguments.size(); i++) {
        inner.variables.put(piece.parameters().get(i), arguments.get(i));
      }
      return inner.value(piece.value().get(), piece.result());
    }
    String name = piece.name();
    for (Function known : functions) {
      if (known.name().equals(name)) {
        return new Expr.Call(name, arguments, piece.result());
      }
    }
    Syntax.Def def =
        piece
            .body()
            .orElseGet(
                () ->
                    new Syntax.Def(
                        name,
                        piece.parameters(),
                        piece.types(),
                        piece.result(),
                        List.of(new Syntax.Return(piece.value().get()))));
    functions.add(inner.function(def, name));
    return new Expr.Call(name, arguments, piece.result());
  }

  private Expr builtins(Syntax.Call call, Type wanted) {
    List<Syntax.E> given = call.arguments();
    return switch (call.name()) {
      case "len" -> of(Operation.LENGTH, Type.SIZE, given, null);
      case "empty" -> of(Operation.IS_EMPTY, Type.BOOL, given, null);
      case "last" -> {
        Expr list = value(given.get(0), null);
        yield builtin(Operation.LAST, ((Type.ListOf) list.type()).element(), list);
      }
      case "pop" -> {
        Expr list = value(given.get(0), null);
        yield builtin(Operation.POP, ((Type.ListOf) list.type()).element(), list);
      }
      case "get" -> {
        Expr map = value(given.get(0), null);
        Type.MapOf type = (Type.MapOf) map.type();
        yield builtin(
            Operation.VALUE_OR,
            type.value(),
            map,
            value(given.get(1), type.key()),
            value(given.get(2), type.value()));
      }
      case "has" -> {
        Expr map = value(given.get(0), null);
        yield builtin(
            Operation.HAS_KEY,
            Type.BOOL,
            map,
            value(given.get(1), ((Type.MapOf) map.type()).key()));
      }
      case "filled" -> {
        Type element = wanted instanceof Type.ListOf list ? list.element() : null;
        Expr item = value(given.get(0), element);
        yield new Expr.Filled(new Type.ListOf(item.type()), item, value(given.get(1), Type.SIZE));
      }
      case "min" -> pair(Operation.MIN, given, wanted);
      case "max" -> pair(Operation.MAX, given, wanted);
      case "abs" -> of(Operation.ABSOLUTE, Type.INT, given, Type.INT);
      case "int" -> of(Operation.TO_INT, Type.INT, given, Type.SIZE);
      case "size" -> of(Operation.TO_SIZE, Type.SIZE, given, Type.INT);
      case "is_digit" -> of(Operation.IS_DIGIT, Type.BOOL, given, Type.CHAR);
      case "is_letter" -> of(Operation.IS_LETTER, Type.BOOL, given, Type.CHAR);
      case "is_upper" -> of(Operation.IS_UPPER, Type.BOOL, given, Type.CHAR);
      case "upper" -> of(Operation.UPPER, Type.CHAR, given, Type.CHAR);
      case "lower" -> of(Operation.LOWER, Type.CHAR, given, Type.CHAR);
      case "digit" -> of(Operation.DIGIT, Type.INT, given, Type.CHAR);
      case "decimal" -> of(Operation.DECIMAL, Type.TEXT, given, Type.INT);
      case "join" -> of(Operation.JOINED, Type.TEXT, given, Type.TEXT);
      case "text" -> of(Operation.AS_TEXT, Type.TEXT, given, Type.CHAR);
      case "band" -> of(Operation.BIT_AND, Type.INT, given, Type.INT);
      case "bxor" -> of(Operation.BIT_XOR, Type.INT, given, Type.INT);
      case "shr" -> of(Operation.SHIFT_RIGHT, Type.INT, given, Type.INT);
      case "shl" -> of(Operation.SHIFT_LEFT, Type.INT, given, Type.INT);
      default -> throw problem("nothing is called '" + call.name() + "'");
    };
  }

  private Expr of(Operation operation, Type type, List<Syntax.E> given, Type wanted) {
    List<Expr> arguments = new ArrayList<>();
    for (Syntax.E argument : given) {
      arguments.add(value(argument, wanted));
    }
    return new Expr.Builtin(operation, arguments, type);
  }

  private Expr pair(Operation operation, List<Syntax.E> given, Type wanted) {
    Expr.Binary both =
        (Expr.Binary) binary(new Syntax.Bin(Operator.PLUS, given.get(0), given.get(1)), wanted);
    return builtin(operation, both.type(), both.left(), both.right());
  }

  private static Expr builtin(Operation operation, Type type, Expr... arguments) {
    return new Expr.Builtin(operation, List.of(arguments), type);
  }

  private IllegalStateException problem(String what) {
    return new IllegalStateException("function " + function + ": " + what);
  }

  /** Draws a piece for a gap. */
  static Filling draw(Piece piece, boolean asFunction, UniformRandomProvider random) {
    Map<String, Long> constants = new HashMap<>();
    piece
        .constants()
        .forEach(
            (name, range) ->
                constants.put(name, range[0] + random.nextLong(range[1] - range[0] + 1)));
    return new Filling(piece, constants, asFunction || piece.value().isEmpty());
  }

  /** Returns a phrase of the piece, with its constants. */
  static Optional<String> words(Filling filling, String form, UniformRandomProvider random) {
    List<String> words = filling.piece().words().get(form);
    if (words == null) {
      return Optional.empty();
    }
    String phrase = words.get(random.nextInt(words.size()));
    for (Map.Entry<String, Long> constant : filling.constants().entrySet()) {
      phrase = phrase.replace("{" + constant.getKey() + "}", constant.getValue().toString());
    }
    return Optional.of(phrase);
  }
}
