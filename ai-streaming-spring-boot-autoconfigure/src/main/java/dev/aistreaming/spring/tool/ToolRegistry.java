package dev.aistreaming.spring.tool;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.tool.LocalTool;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds the tools of the application's beans and of {@link ToolSource}s by name. It looks for them when all other beans exist. If
 * somebody asks earlier, it returns what can be known then. A lazy bean with annotated methods is created when one of them is called.
 */
public final class ToolRegistry implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(ToolRegistry.class);

    /** @param origin the bean that declares the tool */
    private record Declared(LocalTool tool, String origin) {}

    private final ConfigurableListableBeanFactory beans;
    private @Nullable Map<String, Declared> tools;

    public ToolRegistry(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public synchronized void afterSingletonsInstantiated() {
        tools = collect();
    }

    /**
     * Returns the tool with this name or, if the name ends with an asterisk, all tools whose names begin like it. If a bean and a {@link
     * ToolSource} have a tool of the same name, the bean's tool wins.
     *
     * @throws AiException with {@code invalid_request} if there is no such tool, and the exception of a source that cannot reach its
     *     tools
     */
    public Collection<LocalTool> find(String name) {
        WantedTools wanted = new WantedTools(name);
        Map<String, Declared> known = tools();
        Map<String, LocalTool> found = new LinkedHashMap<>();
        known.forEach((declared, tool) -> {
            if (wanted.include(declared)) {
                found.put(declared, tool.tool());
            }
        });
        if (found.isEmpty() || wanted.areSeveral()) {
            for (ToolSource source : sources()) {
                source.find(wanted).forEach(tool -> found.putIfAbsent(tool.name(), tool));
            }
        }
        if (found.isEmpty()) {
            log.warn(
                    "There is no tool '{}'; the beans of this application declare {}, and there are {}",
                    name,
                    new TreeSet<>(known.keySet()),
                    sources());
            throw AiException.invalidRequest("there is no tool '" + name + "'");
        }
        return found.values();
    }

    private List<ToolSource> sources() {
        return beans.getBeanProvider(ToolSource.class).orderedStream().toList();
    }

    private synchronized Map<String, Declared> tools() {
        Map<String, Declared> found = tools;
        if (found == null) {
            found = collect();
            tools = found;
        }
        return found;
    }

    private Map<String, Declared> collect() {
        Map<String, Declared> found = new LinkedHashMap<>();
        for (String bean : beans.getBeanNamesForType(LocalTool.class, true, false)) {
            add(found, beans.getBean(bean, LocalTool.class), "the bean '" + bean + "'");
        }
        ToolMethods.find(beans).forEach(method -> add(found, method.tool(), method.toString()));
        return found;
    }

    private static void add(Map<String, Declared> found, LocalTool tool, String origin) {
        Declared other = found.putIfAbsent(tool.name(), new Declared(tool, origin));
        if (other != null) {
            throw new ToolDeclarationException(
                    "Two tools are called '" + tool.name() + "': " + other.origin() + ", and " + origin + ".",
                    "Give one of them another name, such as by @AiTool(name = \"...\").",
                    null);
        }
    }
}
