package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.tool.ToolDeclarationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports the tool that cannot be offered, and how to correct it. */
final class ToolDeclarationFailureAnalyzer extends AbstractFailureAnalyzer<ToolDeclarationException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ToolDeclarationException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
    }
}
