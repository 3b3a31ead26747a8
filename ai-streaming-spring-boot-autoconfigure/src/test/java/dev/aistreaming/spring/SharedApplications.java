package dev.aistreaming.spring;

import dev.aistreaming.testing.ScriptedServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Starts one application for all tests of a class that want the same, since a start takes longer than most tests. */
final class SharedApplications implements AfterAllCallback {

    private final Map<List<Object>, ScriptedApplication> started = new HashMap<>();

    /** An application that nobody uses any more, or a new one; closing it gives it back. */
    ScriptedApplication with(ScriptedServer.Script script, String... properties) {
        return with(ScriptedApplication.Server.TOMCAT, List.of(), script, properties);
    }

    ScriptedApplication with(
            ScriptedApplication.Server server,
            List<Class<?>> configurations,
            ScriptedServer.Script script,
            String... properties) {
        ScriptedApplication application = started.computeIfAbsent(
                List.of(server, configurations, List.of(properties)),
                key -> new ScriptedApplication(server, false, configurations, properties).kept());
        application.play(script);
        return application;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        started.values().forEach(ScriptedApplication::stop);
    }
}
