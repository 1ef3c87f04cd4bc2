mod cmd;
mod contract;
mod hostile;
mod layers;
mod presets;
mod properties;
mod support;
