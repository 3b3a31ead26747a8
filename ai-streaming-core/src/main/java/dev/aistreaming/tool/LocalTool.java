package dev.aistreaming.tool;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolCall;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A tool that runs here. A {@link Tool} without a function is one of the front end: its calls end the answer, and the next
 * request brings their results.
 *
 * <pre>{@code
 * record WeatherQuery(String city) {}
 *
 * LocalTool weather = LocalTool.of(
 *         "weather", "Tells the weather of a city", WeatherQuery.class, query -> forecasts.of(query.city()));
 * }</pre>
 */
public final class LocalTool {

    /** What every provider takes. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_-]{0,63}");

    private final Tool definition;
    private final ToolFunction.OfParts function;
    private final Predicate<ToolCall> needsApproval;
    private final boolean repeatable;

    private LocalTool(
            Tool definition, ToolFunction.OfParts function, Predicate<ToolCall> needsApproval, boolean repeatable) {
        if (!NAME.matcher(definition.name()).matches()) {
            throw AiException.invalidRequest(
                    "the name of a tool must be a letter or _, followed by at most 63 letters, digits,"
                            + " _ and -, but is '" + definition.name() + "'");
        }
        this.definition = definition;
        this.function = Objects.requireNonNull(function, "function");
        this.needsApproval = Objects.requireNonNull(needsApproval, "needsApproval");
        this.repeatable = repeatable;
    }

    /**
     * A tool whose results are texts.
     *
     * @param name a letter or {@code _}, then at most 63 letters, digits, {@code _} and {@code -}
     * @param description what it does and when to call it, for the model; {@code null}: the name says it all
     * @param parameters a JSON Schema of its arguments, which are an object; {@link Tool#NO_PARAMETERS} where it has none
     * @throws AiException with {@link dev.aistreaming.chat.ErrorCode#INVALID_REQUEST} for a bad name, description or schema
     */
    public static LocalTool of(String name, @Nullable String description, String parameters, ToolFunction function) {
        return of(new Tool(name, description, parameters), function);
    }

    /**
     * A tool whose arguments are a Java object, and whose results are texts, parts, or whatever Jackson writes. {@link ToolBinding}
     * makes such tools with another mapper than {@code JsonMapper.shared()}.
     *
     * @param name a letter or {@code _}, then at most 63 letters, digits, {@code _} and {@code -}
     * @param description what it does and when to call it, for the model; {@code null}: the name says it all
     * @param arguments a record, a class, or a map
     * @throws IllegalArgumentException for a type that has no schema, or one that is not an object's
     * @throws IllegalStateException where {@link dev.aistreaming.schema.JsonSchemas} has no generator
     * @throws AiException with {@link dev.aistreaming.chat.ErrorCode#INVALID_REQUEST} for a bad name or description
     */
    public static <A> LocalTool of(
            String name,
            @Nullable String description,
            Class<A> arguments,
            ToolFunction.TypedInContext<? super A> function) {
        Objects.requireNonNull(function, "function");
        return new ToolBinding().tool(name, description, arguments, function);
    }

    /**
     * The same for a function that need not know who calls it.
     *
     * @see #of(String, String, Class, ToolFunction.TypedInContext)
     */
    public static <A> LocalTool of(
            String name, @Nullable String description, Class<A> arguments, ToolFunction.Typed<? super A> function) {
        Objects.requireNonNull(function, "function");
        return new ToolBinding().tool(name, description, arguments, (query, context) -> function.call(query));
    }

    /**
     * A tool whose results are texts.
     *
     * @throws AiException with {@link dev.aistreaming.chat.ErrorCode#INVALID_REQUEST} for a name that not every provider takes
     */
    public static LocalTool of(Tool definition, ToolFunction function) {
        Objects.requireNonNull(function, "function");
        return ofParts(definition, (arguments, context) -> text(function.call(arguments, context)));
    }

    /**
     * A tool whose results may be more than a text.
     *
     * @throws AiException with {@link dev.aistreaming.chat.ErrorCode#INVALID_REQUEST} for a name that not every provider takes
     */
    public static LocalTool ofParts(Tool definition, ToolFunction.OfParts function) {
        return new LocalTool(definition, function, call -> false, false);
    }

    private static List<Part> text(@Nullable String text) {
        return text == null || text.isBlank() ? List.of() : List.of(new Part.Text(text));
    }

    /** The same tool, which runs only if somebody {@linkplain Approvals says so}, each time. */
    public LocalTool requiringApproval() {
        return requiringApproval(call -> true);
    }

    /**
     * The same tool, some of whose calls run only if somebody {@linkplain Approvals says so}.
     *
     * @param needsApproval which calls; asked on a worker and in the time that the tool may take. A call of which it cannot tell because
     *     it throws is not run
     */
    public LocalTool requiringApproval(Predicate<ToolCall> needsApproval) {
        return new LocalTool(definition, function, needsApproval, repeatable);
    }

    /**
     * The same tool, which may run again for an answer that begins anew: it changes nothing, or nothing that hurts. Another one is the
     * end of that, as soon as it runs: see {@link dev.aistreaming.pipeline.Failover}.
     */
    public LocalTool repeatable() {
        return new LocalTool(definition, function, needsApproval, true);
    }

    /** The same tool with other texts in its results, and in its reasons for having none. */
    LocalTool withResultTexts(UnaryOperator<String> texts) {
        return new LocalTool(definition, new OtherTexts(function, texts), needsApproval, repeatable);
    }

    boolean isRepeatable() {
        return repeatable;
    }

    boolean needsApproval(ToolCall call) {
        return needsApproval.test(call);
    }

    /** What the model knows of it. */
    public Tool definition() {
        return definition;
    }

    /** The name by which the model calls it. */
    public String name() {
        return definition.name();
    }

    List<Part> call(String arguments, ToolContext context) throws Exception {
        List<Part> result = function.call(arguments, context);
        return result == null ? List.of() : result;
    }

    @Override
    public String toString() {
        return "tool '" + name() + "'";
    }
}
