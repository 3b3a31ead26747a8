package dev.aistreaming.spring.bridge;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Output;
import dev.aistreaming.provider.ForeignErrors;
import dev.aistreaming.provider.PushSource;
import java.util.Collection;
import java.util.List;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.DefaultToolDefinition;
import org.springframework.ai.tool.definition.ToolDefinition;

/** Asks a {@link ChatModel}, which does not run tools itself: they are offered to it, and run here. */
public final class SpringAiModelBridge implements Bridge<ChatModel> {

    private final Collection<String> secrets;

    /** @param secrets keys that must not be shown */
    public SpringAiModelBridge(Collection<String> secrets) {
        this.secrets = secrets;
    }

    @Override
    public String type() {
        return "spring-ai";
    }

    @Override
    public Class<ChatModel> beanType() {
        return ChatModel.class;
    }

    @Override
    public PushSource source(ChatModel bean, String provider, ChatRequest request) {
        SpringAiPrompts prompts = new SpringAiPrompts(provider, request);
        ChatOptions own = bean.getOptions();
        ChatOptions.Builder<?> options = own == null ? ToolCallingChatOptions.builder() : own.mutate();
        prompts.addTo(options);
        addTools(options, prompts, request);
        addOutput(options, prompts, request);
        Prompt prompt = new Prompt(prompts.messages(), options.build());
        ForeignErrors errors = new ForeignErrors(provider, secrets);
        return new FluxSource<ChatResponse>(() -> bean.stream(prompt), answer -> new SpringAiReader(answer, errors));
    }

    private static void addTools(ChatOptions.Builder<?> options, SpringAiPrompts prompts, ChatRequest request) {
        if (request.tools().isEmpty()) {
            return;
        }
        if (!(options instanceof ToolCallingChatOptions.Builder<?> calling)) {
            throw prompts.refusal().field("tools", "the model of this bean calls none");
        }
        List<ToolCallback> offered = request.tools().stream()
                .<ToolCallback>map(tool -> new OfferedTool(new DefaultToolDefinition(
                        tool.name(), tool.description() == null ? tool.name() : tool.description(), tool.parameters())))
                .toList();
        calling.toolCallbacks(offered);
    }

    private static void addOutput(ChatOptions.Builder<?> options, SpringAiPrompts prompts, ChatRequest request) {
        Output output = request.output();
        if (output == null) {
            return;
        }
        if (output.schema() == null || !(options instanceof StructuredOutputChatOptions.Builder<?> structured)) {
            throw prompts.refusal().field("output", "the model of this bean takes no such format");
        }
        structured.outputSchema(output.schema());
    }

    /** A tool that is offered to the model and is never run by Spring AI. */
    private record OfferedTool(ToolDefinition definition) implements ToolCallback {

        @Override
        public ToolDefinition getToolDefinition() {
            return definition;
        }

        @Override
        public String call(String toolInput) {
            throw new IllegalStateException("the tool '" + definition.name() + "' is not run by Spring AI");
        }
    }
}
