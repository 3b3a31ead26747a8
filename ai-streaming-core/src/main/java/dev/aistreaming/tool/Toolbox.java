package dev.aistreaming.tool;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.OfferedTools;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The tools that the application can run for one request, by name. Attach it to the request: a {@link ToolLoopProvider} offers the
 * tools to the model and runs them.
 *
 * <pre>{@code
 * ChatRequest request = Toolbox.of(List.of(weather))
 *         .addTo(ChatRequest.builder().prompt("Do I need an umbrella in Lisbon?"))
 *         .build();
 * }</pre>
 */
public final class Toolbox implements OfferedTools {

    private static final String ATTRIBUTE = Toolbox.class.getName();
    private static final Toolbox EMPTY = new Toolbox(Map.of());

    private final Map<String, LocalTool> tools;

    private Toolbox(Map<String, LocalTool> tools) {
        this.tools = tools;
    }

    /**
     * Creates a toolbox.
     *
     * @throws AiException with {@link dev.aistreaming.chat.ErrorCode#INVALID_REQUEST} if two tools have the same name
     */
    public static Toolbox of(Collection<LocalTool> tools) {
        return EMPTY.with(tools);
    }

    /** Attaches these tools to a request. */
    public ChatRequest.Builder addTo(ChatRequest.Builder request) {
        return request.attribute(ATTRIBUTE, this);
    }

    /** Whether a toolbox is attached to this request. */
    public static boolean goesAlongWith(ChatRequest request) {
        return !of(request).isEmpty();
    }

    /**
     * Returns a request with the same tools, but with the texts of their results transformed.
     *
     * @param texts called on the tool's thread for every text that is not blank; an exception counts as a failure of the tool
     */
    public static ChatRequest withResultTexts(ChatRequest request, UnaryOperator<String> texts) {
        Toolbox toolbox = of(request);
        if (toolbox.isEmpty()) {
            return request;
        }
        List<LocalTool> tools = toolbox.tools().stream()
                .map(tool -> tool.withResultTexts(texts))
                .toList();
        return of(tools).addTo(request.toBuilder()).build();
    }

    /** The toolbox attached to a request, or an empty one. */
    static Toolbox of(ChatRequest request) {
        Toolbox toolbox = request.attribute(ATTRIBUTE, Toolbox.class);
        return toolbox == null ? EMPTY : toolbox;
    }

    /** Returns these tools and more. */
    Toolbox with(Collection<LocalTool> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, LocalTool> all = new LinkedHashMap<>(tools);
        for (LocalTool tool : more) {
            LocalTool other = all.putIfAbsent(tool.name(), tool);
            if (other != null && !other.equals(tool)) {
                throw AiException.invalidRequest(
                        "tools must have different names, but two are called '" + tool.name() + "'");
            }
        }
        return new Toolbox(Collections.unmodifiableMap(all));
    }

    @Override
    public boolean offers(String name) {
        return tools.containsKey(name);
    }

    @Override
    public boolean isEmpty() {
        return tools.isEmpty();
    }

    @Nullable
    LocalTool get(String name) {
        return tools.get(name);
    }

    /** In the order in which they are offered. */
    List<LocalTool> tools() {
        return List.copyOf(tools.values());
    }

    @Override
    public String toString() {
        return "tools " + tools.keySet();
    }
}
