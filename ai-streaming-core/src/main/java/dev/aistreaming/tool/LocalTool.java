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
 * A tool that this application runs. A {@link Tool} without a function belongs to the front end: calling it ends the answer, and
 * the next request brings its result.
 *
 * <pre>{@code
 * record WeatherQuery(String city) {}
 *
 * LocalTool weather = LocalTool.of(
 *         "weather", "Tells the weather of a city", WeatherQuery.class, query -> forecasts.of(query.city()));
 * }</pre>
 */
public final class LocalTool {

    /** What every provider accepts. */
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
     * Creates a tool whose results are text.
     *
     * @param name a letter or {@code _}, followed by at most 63 letters, digits, {@code _} and {@code -}
     * @param description what the tool does and when to call it, for the model; {@code null} if the name is self-explanatory
     * @param parameters a JSON Schema for the arguments, which are a JSON object; {@link Tool#NO_PARAMETERS} if there are none
     * @throws AiException with {@link dev.aistreaming.chat.ErrorCode#INVALID_REQUEST} for an invalid name, description or schema
     */
    public static LocalTool of(String name, @Nullable String description, String parameters, ToolFunction function) {
        return of(new Tool(name, description, parameters), function);
    }

    /**
     * Creates a tool whose arguments are a Java object, and whose results are text, parts, or anything that Jackson can serialize.
     * Use {@link ToolBinding} for a mapper other than {@code JsonMapper.shared()}.
     *
     * @param name a letter or {@code _}, followed by at most 63 letters, digits, {@code _} and {@code -}
     * @param description what the tool does and when to call it, for the model; {@code null} if the name is self-explanatory
     * @param arguments a record, a class or a map
     * @throws IllegalArgumentException if there is no schema for the type, or if the schema is not that of an object
     * @throws IllegalStateException if {@link dev.aistreaming.schema.JsonSchemas} lacks its generator
     * @throws AiException with {@link dev.aistreaming.chat.ErrorCode#INVALID_REQUEST} for an invalid name or description
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
     * Creates a tool from a function that does not need the {@link ToolContext}.
     *
     * @see #of(String, String, Class, ToolFunction.TypedInContext)
     */
    public static <A> LocalTool of(
            String name, @Nullable String description, Class<A> arguments, ToolFunction.Typed<? super A> function) {
        Objects.requireNonNull(function, "function");
        return new ToolBinding().tool(name, description, arguments, (query, context) -> function.call(query));
    }

    /**
     * Creates a tool whose results are text.
     *
     * @throws AiException with {@link dev.aistreaming.chat.ErrorCode#INVALID_REQUEST} if some provider would not accept the name
     */
    public static LocalTool of(Tool definition, ToolFunction function) {
        Objects.requireNonNull(function, "function");
        return ofParts(definition, (arguments, context) -> text(function.call(arguments, context)));
    }

    /**
     * Creates a tool whose results may contain more than text.
     *
     * @throws AiException with {@link dev.aistreaming.chat.ErrorCode#INVALID_REQUEST} if some provider would not accept the name
     */
    public static LocalTool ofParts(Tool definition, ToolFunction.OfParts function) {
        return new LocalTool(definition, function, call -> false, false);
    }

    private static List<Part> text(@Nullable String text) {
        return text == null || text.isBlank() ? List.of() : List.of(new Part.Text(text));
    }

    /** Returns a copy of this tool that needs {@linkplain Approvals approval} for every call. */
    public LocalTool requiringApproval() {
        return requiringApproval(call -> true);
    }

    /**
     * Returns a copy of this tool that needs {@linkplain Approvals approval} for some calls.
     *
     * @param needsApproval decides for each call, on a worker thread and within the tool's timeout; if it throws, the call is not
     *     run
     */
    public LocalTool requiringApproval(Predicate<ToolCall> needsApproval) {
        return new LocalTool(definition, function, needsApproval, repeatable);
    }

    /**
     * Returns a copy of this tool that may run again when an answer starts over, because it has no side effects, or none that do
     * harm. As soon as any other tool runs, the answer can no longer start over: see {@link dev.aistreaming.pipeline.Failover}.
     */
    public LocalTool repeatable() {
        return new LocalTool(definition, function, needsApproval, true);
    }

    /** Returns a copy of this tool that transforms the texts of results and of failures. */
    LocalTool withResultTexts(UnaryOperator<String> texts) {
        return new LocalTool(definition, new TransformedTexts(function, texts), needsApproval, repeatable);
    }

    boolean isRepeatable() {
        return repeatable;
    }

    boolean needsApproval(ToolCall call) {
        return needsApproval.test(call);
    }

    /** The definition that the model receives. */
    public Tool definition() {
        return definition;
    }

    /** The name by which the model calls the tool. */
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
