package dev.aistreaming.spring.mcp;

import dev.aistreaming.spring.tool.WantedTools;
import dev.aistreaming.thread.Threads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.context.support.GenericApplicationContext;

/** An application with an MCP server that is a program. It says the program's process id, after the word pid. */
final class OwnerProgram {

    private OwnerProgram() {}

    public static void main(String[] args) {
        ProcessHandle tests = ProcessHandle.current().parent().orElseThrow();
        var unused = tests.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
        McpServerSettings settings = McpCaller.settings(WeatherProgram.command(Map.of()), Duration.ofSeconds(30));
        GenericApplicationContext context = new GenericApplicationContext();
        context.registerBean(
                McpServers.class,
                () -> new McpServers(List.of(settings), new Threads(task -> new Thread(task).start())));
        context.registerShutdownHook();
        context.refresh();
        context.getBean(McpServers.class).find(new WantedTools("weather_*"));
        System.out.println("pid "
                + ProcessHandle.current().children().findFirst().orElseThrow().pid());
    }

    static Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OwnerProgram.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
