package dev.aistreaming.sample;

import dev.aistreaming.spring.TaskBuilder;
import java.util.List;
import org.springframework.web.multipart.MultipartFile;

/** Files that come with a question. */
final class Attachments {

    private Attachments() {}

    /** What calls itself a picture must be one; everything else is a document. */
    static void addTo(TaskBuilder task, List<MultipartFile> files) {
        for (MultipartFile file : files) {
            String type = file.getContentType();
            if (type != null && type.startsWith("image/")) {
                task.image(file);
            } else {
                task.file(file);
            }
        }
    }
}
