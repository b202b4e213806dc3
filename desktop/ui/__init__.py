"""The toolkit under the features: look, type, icons, pages, prompts, popovers, file dialogs."""
