package dev.aistreaming.spring.frontend;

import dev.aistreaming.format.AgUiRun;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The endpoint for AG-UI's {@code HttpAgent}, CopilotKit and TanStack AI. The request's {@code forwardedProps} may contain {@code
 * provider}, {@code model} and {@code resumable}.
 */
@RestController
@RequestMapping("${ai.streaming.endpoints.ag-ui.path}")
public final class AgUiEndpoint extends PlainRefusals {

    private final OfferedProviders providers;

    /**
     * Creates an endpoint.
     *
     * @param providers the providers that its clients may use
     */
    public AgUiEndpoint(OfferedProviders providers) {
        this.providers = providers;
    }

    /** TanStack AI reconnects with the same request and {@code Last-Event-ID}. Other clients cannot reconnect to an answer. */
    @PostMapping
    SseEmitter run(@RequestBody AgUiRun run) {
        return providers
                .service(run.setting("provider"))
                .task(run)
                .model(providers.model(run.setting("model")))
                .resumable(Boolean.parseBoolean(run.setting("resumable")))
                .stream();
    }
}
