package dev.aistreaming.spring.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.pipeline.Stage;
import dev.aistreaming.pipeline.StagedProvider;

/** A provider whose health is derived from the results of its calls. */
public final class RecordedProvider extends StagedProvider {

    private final ProviderCalls calls;

    public RecordedProvider(ChatProvider delegate, ProviderCalls calls) {
        super(delegate);
        this.calls = calls;
        calls.add(delegate.name());
    }

    @Override
    protected ChatCall around(ChatCall call, ChatRequest request) {
        return new Recorded(call, request.model() != null);
    }

    private final class Recorded extends Stage {
        /** A request for something that does not exist is not the provider's fault. */
        private final boolean ownModel;

        Recorded(ChatCall call, boolean ownModel) {
            super(call);
            this.ownModel = ownModel;
        }

        @Override
        protected boolean needsEvents() {
            return false;
        }

        @Override
        protected void completed(ChatResponse response) {
            calls.answered(name());
        }

        @Override
        protected void failed(AiException error) {
            ErrorCode code = error.code();
            boolean wrongModel = code == ErrorCode.MODEL_NOT_FOUND || code == ErrorCode.PERMISSION_DENIED;
            if (code.providerFault() && !(ownModel && wrongModel)) {
                calls.failed(name(), code);
            }
        }
    }
}
