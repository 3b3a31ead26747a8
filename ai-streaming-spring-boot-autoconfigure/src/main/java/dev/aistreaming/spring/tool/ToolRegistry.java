package dev.aistreaming.spring.tool;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.tool.LocalTool;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The tools of an application's beans, by name. They are looked for when all other beans are there, and as far as can be told
 * when somebody asks before that; a lazy bean that has annotated methods is made when one is called.
 */
public final class ToolRegistry implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(ToolRegistry.class);

    /** @param origin which bean declares it */
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
     * The tool of a name.
     *
     * @throws AiException with {@code invalid_request} where there is none
     */
    public LocalTool get(String name) {
        Map<String, Declared> known = tools();
        Declared declared = known.get(name);
        if (declared == null) {
            log.warn(
                    "There is no tool '{}'; the beans of this application declare {}",
                    name,
                    new TreeSet<>(known.keySet()));
            throw AiException.invalidRequest("there is no tool '" + name + "'");
        }
        return declared.tool();
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
