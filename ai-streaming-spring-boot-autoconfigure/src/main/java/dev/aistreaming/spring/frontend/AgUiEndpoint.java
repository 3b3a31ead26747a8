package dev.aistreaming.spring.frontend;

import dev.aistreaming.format.AgUiRun;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * What the {@code HttpAgent} of AG-UI, CopilotKit and TanStack AI ask. The keys {@code provider}, {@code model} and {@code resumable} come in
 * {@code forwardedProps}.
 */
@RestController
@RequestMapping("${ai.streaming.endpoints.ag-ui.path}")
public final class AgUiEndpoint extends PlainRefusals {

    private final OfferedProviders providers;

    /**
     * An endpoint.
     *
     * @param providers whom it may ask
     */
    public AgUiEndpoint(OfferedProviders providers) {
        this.providers = providers;
    }

    /** TanStack AI comes back with the same request and {@code Last-Event-ID}; others know no way to come back to an answer. */
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
